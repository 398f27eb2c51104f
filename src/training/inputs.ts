import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import type { Experiment } from '../experiment/experiment';
import type { TrialManifest } from '../runs/run';
import { isSameTrial } from '../shared/metrics';
import type { MetricsSink, TrialId } from '../shared/metrics';
import type { TrainingControl } from './control';
import type { Exchange } from './exchange';
import type { TrainingProgress } from './progress';
import type { CheckpointSink, TrialStart } from './start';

/** What a training loop is given, and whom it tells. */
export interface TrainingInputs {
  readonly experiment: Pick<Experiment, 'model' | 'initializers' | 'training' | 'telemetry'>;
  /** The trials to train; all of the experiment when left out. */
  readonly trials?: readonly TrialId[];
  readonly dataset: Dataset;
  readonly engine: Pick<Engine, 'prepare' | 'device' | 'tf'>;
  /** Whether the trials of a seed train as one stack, rather than each in turn. Their numbers are the same. */
  readonly stacked?: boolean;
  readonly sink: MetricsSink;
  /** Trials that begin elsewhere than at their first step or their initializer's draw. */
  readonly starts?: readonly TrialStart[];
  /** Where states are kept, as the experiment asks. */
  readonly checkpoints?: CheckpointSink;
  readonly control: TrainingControl;
  /** With others that train trials of the experiment; not of a stack, which no trial can leave. */
  readonly exchange?: Exchange;
  readonly clock: {
    /** Seconds since the epoch. */
    wallTime(): number;
    /** Milliseconds, monotonic. */
    now(): number;
  };
  /** A trial has begun, been evaluated or ended. */
  readonly onTrial: (trial: TrialManifest) => void;
  /** After each step, at most ten times a second, and at the end. */
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** Whether a trial is one of those to train. */
export const isWanted = (trials: TrainingInputs['trials'], initializer: string, seed: number): boolean =>
  trials?.some((trial) => isSameTrial(trial, { initializer, seed })) ?? true;
