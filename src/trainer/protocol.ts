import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { Experiment } from '../experiment/experiment';
import type { SweepMembership } from '../experiment/sweep/sweep';
import type { EngineAttempt } from '../engine/engine';
import type { HealthFinding } from '../health/finding';
import type { EngineChoice } from '../shared/engineChoice';
import type { EnginePreference } from '../shared/engineNames';
import type { TrialId } from '../shared/metrics';
import type { Operation } from '../shared/operation';
import type { TrialState } from '../runs/run';
import type { NetworkFormat } from './exportNetwork';

/**
 * Contract between a host (extension or CLI) and its trainer process: JSON-RPC messages over the IPC channel of
 * `fork(…, { serialization: 'advanced' })`, typed arrays as they are. Grow `PROTOCOL_VERSION` with any change.
 */
export const PROTOCOL_VERSION = 5;

export interface HelloParams {
  readonly protocol: number;
  /** The trainer ends itself when this process is gone. */
  readonly hostPid: number;
}
export interface HelloResult {
  readonly protocol: number;
  readonly pid: number;
  readonly node: string;
}
/** First message of the host. Rejected when the versions differ. */
export const Hello = new RequestType<HelloParams, HelloResult, void>('hello');

/** Answered between two training steps, or at once when none runs: a trainer that no longer answers hangs. */
export const Ping = new RequestType0<void, void>('ping');

export interface CapabilitiesParams {
  readonly engines: EnginePreference;
  readonly engineFolders: readonly string[];
}
/** Opens every engine in turn and reports on each (used by doctor; the process ends afterwards). */
export const Capabilities = new RequestType<CapabilitiesParams, readonly EngineAttempt[], void>(
  'capabilities',
);

export interface StartParams {
  readonly experiment: Experiment;
  readonly config: { readonly path: string; readonly text: string };
  /** Of which sweep it is a point. */
  readonly sweep?: SweepMembership;
  /** Folder that holds the experiments' folders: `<workspace>/.initscope/runs`. */
  readonly runsFolder: string;
  /** Where engines that were installed on demand live; each has a node_modules. */
  readonly engineFolders: readonly string[];
  readonly datasetCache: string;
}
export interface StartResult {
  readonly runId: string;
  readonly runFolder: string;
  readonly engine: { readonly name: string; readonly device: string } & EngineChoice;
  readonly attempts: readonly EngineAttempt[];
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}
/**
 * Answered once the engine is open, the data read and the run folder made; training goes on after that. Rejected
 * with a `START_ERRORS` code and a message for a person.
 */
export const Start = new RequestType<StartParams, StartResult, void>('start');

export interface ContinueParams extends Pick<StartParams, 'engineFolders' | 'datasetCache'> {
  readonly runFolder: string;
  /** Train this many epochs in all, in place of the run's own length. */
  readonly epochs?: number;
}
/** As `Start`, for a run that was interrupted, stopped or is to become longer. */
export const Continue = new RequestType<ContinueParams, StartResult, void>('continue');

export interface OpenEvaluationParams extends Omit<ContinueParams, 'epochs'> {
  /** Absent: the engine that trained the run, or the first that works where that one cannot be used. */
  readonly engine?: EnginePreference;
}
/** The validation set of a run. */
export interface ValidationFacts {
  readonly count: number;
  readonly shape: readonly number[];
  /** Whether values are stored as bytes, as grey levels and colours are. */
  readonly bytes: boolean;
  /** Names in label order; absent for regression. */
  readonly classes?: readonly string[];
  /** Class of each sample, or its target values, samples × width. */
  readonly targets: Int32Array | Float32Array;
}
export interface EvaluationOpened {
  readonly engine: StartResult['engine'];
  readonly validation: ValidationFacts;
  /** Of the network, for each sample. */
  readonly outputs: number;
}
/**
 * Opens the networks that a run has kept, in a process that does nothing else; nothing is trained or written. Rejected
 * as `Start` is.
 */
export const OpenEvaluation = new RequestType<OpenEvaluationParams, EvaluationOpened, void>('openEvaluation');

/** A checkpoint of the run that has been opened. */
export interface NetworkId extends TrialId {
  readonly step: number;
}
export interface Evaluated {
  readonly loss: number;
  /** Classifiers only. */
  readonly accuracy?: number;
  /** Of each validation sample, samples × outputs, row-major: logits of a classifier. */
  readonly outputs: Float32Array;
}
/** Runs a network on the whole validation set. Rejected with `cannotStart` when its checkpoint cannot be read. */
export const Evaluate = new RequestType<NetworkId, Evaluated, void>('evaluate');

export interface PredictParams extends NetworkId {
  /** One sample as the set stores its own; it is normalised as they are. */
  readonly values: Uint8Array | Float32Array;
}
/** Outputs of a network for a sample that is not of the set. Rejected as `Evaluate` is. */
export const Predict = new RequestType<PredictParams, Float32Array, void>('predict');

export interface ReadSamplesParams {
  readonly indices: readonly number[];
}
/** Validation samples as they are stored: samples × size, row-major. */
export const ReadSamples = new RequestType<ReadSamplesParams, Uint8Array | Float32Array, void>('readSamples');

export interface RunParams {
  readonly runFolder: string;
}
/**
 * Lists the operations of a training step of a run, in the order in which they run. Needs no engine and no data.
 * Rejected with `cannotStart` when the run cannot be read.
 */
export const StepOperations = new RequestType<RunParams, readonly Operation[], void>('stepOperations');

export interface ExportParams extends RunParams, NetworkId {
  readonly format: NetworkFormat;
}
/** The network of a checkpoint as a file's bytes. Rejected with `cannotStart` when it cannot be read. */
export const Export = new RequestType<ExportParams, Uint8Array, void>('export');

/** JSON-RPC error codes of all requests that open a run or its checkpoints. Anything else is a defect of the trainer. */
export const START_ERRORS = {
  protocolMismatch: 1,
  /** The error's data are the `EngineAttempt[]`. */
  engineUnavailable: 2,
  datasetUnreadable: 3,
  /** Initial weights cannot be drawn, or the run folder cannot be written. */
  cannotStart: 4,
} as const;

/** Each takes effect within one training step and is answered when it has. */
export const Pause = new RequestType0<void, void>('pause');
export const Resume = new RequestType0<void, void>('resume');
export const Stop = new RequestType0<void, void>('stop');

export interface TrialProgress {
  readonly initializer: string;
  readonly seed: number;
  readonly state: TrialState;
  readonly step: number;
  /** Latest training loss; NaN before the first step. */
  readonly loss: number;
  /** Means over the minibatches of the epoch so far; absent before the first step. */
  readonly epoch?: { readonly loss: number; readonly accuracy?: number };
}
/** At most ten a second. */
export interface Progress {
  /** Updates made over all trials, and to make. */
  readonly done: number;
  readonly total: number;
  readonly stepsPerSecond: number;
  readonly etaSeconds: number;
  readonly trials: readonly TrialProgress[];
}
export const ProgressChanged = new NotificationType<Progress>('progress');

/**
 * Scalars since the last batch, at most ten messages a second. Columns of equal length; `series` indexes `names`,
 * which lists `<initializer>/seed-<n>/<split>/<tag>` and holds only names not sent before.
 */
export interface MetricsBatch {
  readonly firstName: number;
  readonly names: readonly string[];
  readonly series: Uint32Array;
  readonly steps: Float64Array;
  readonly values: Float32Array;
  readonly wallTimes: Float64Array;
  /** Points left out since the last batch because the host read too slowly; they are in the event files. */
  readonly dropped: number;
}
export const Metrics = new NotificationType<MetricsBatch>('metrics');

/** The host has handled a `metrics` message; the trainer keeps at most a few unacknowledged. */
export const MetricsHandled = new NotificationType<{ readonly count: number }>('metricsHandled');

export interface LogLine {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}
export const Log = new NotificationType<LogLine>('log');

/** A health rule whose action is more than a note has found something; what it asks for has been done. */
export const Found = new NotificationType<HealthFinding>('found');

export const Finished = new NotificationType<{ readonly state: 'finished' | 'stopped' }>('finished');

export interface Failure {
  /** One sentence for a person, with what to do. */
  readonly message: string;
  readonly stack?: string;
}
export const Failed = new NotificationType<Failure>('failed');
