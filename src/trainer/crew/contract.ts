import type { Dataset } from '../../data/dataset';
import type { CompiledPrograms } from '../../engine/onnx/compilePrograms';
import type { Experiment } from '../../experiment/experiment';
import type { Checkpoint } from '../../runs/checkpoint';
import type { TrialManifest } from '../../runs/run';
import type { EngineName } from '../../shared/engineNames';
import type { HistogramPoint, ScalarPoint, TrialId } from '../../shared/metrics';
import type { TrainingProgress } from '../../training/progress';
import type { TrialStart } from '../../training/start';

/** Contract between the trainer process and the worker threads that train for it. */

/** What a worker is started with (`workerData`). */
export interface Station {
  readonly engineFolders: readonly string[];
  readonly moduleFolder: string;
  /** Threads that one step may use. */
  readonly threads: number;
}

/** … and where it notes, by a 1, that it has ended: a process that ends itself, too, can see that. */
export type StationWithSign = Station & { readonly gone: Int32Array };

/** What a worker is to do. */
export interface Assignment {
  readonly experiment: Experiment;
  /** The trials of the experiment that this worker trains. */
  readonly trials: readonly TrialId[];
  /** Its samples lie in shared memory. */
  readonly dataset: Dataset;
  readonly starts: readonly TrialStart[];
  /** Whether `programs` follows: on an engine that compiles them, which is done once for all workers. */
  readonly awaitsPrograms?: true;
}

export type Order = 'pause' | 'resume' | 'stop';

/**
 * `open` comes first, once, with the engine that the worker opens while it waits for its assignment. `begin` comes next,
 * once: the worker makes ready, with the `programs` that follow where it is told so, and trains from `train` on. `ping` is
 * answered by `pong` as soon as the worker is between two steps; `saved` answers `checkpoint`; `give` asks for a trial and is
 * answered by `given`, or by `idle` where none is left; `take` and `dismiss` answer `idle`; `retire` is not answered. `leave`
 * may come at any time: the thread ends by itself, between two steps.
 */
export type ToWorker =
  | { readonly type: 'open'; readonly engine: EngineName }
  | { readonly type: 'begin'; readonly assignment: Assignment }
  | { readonly type: 'programs'; readonly compiled: CompiledPrograms }
  | { readonly type: Order | 'train' | 'ping' | 'saved' | 'give' | 'dismiss' | 'leave' }
  | { readonly type: 'take'; readonly trial: TrialStart }
  | { readonly type: 'retire'; readonly initializer: string };

export type FromWorker =
  /** In the order in which they were measured. */
  | { readonly type: 'scalars'; readonly points: readonly (readonly [TrialId, ScalarPoint])[] }
  | { readonly type: 'histogram'; readonly trial: TrialId; readonly point: HistogramPoint }
  /** To be kept; the trial waits for `saved`. */
  | { readonly type: 'checkpoint'; readonly trial: TrialId; readonly checkpoint: Checkpoint }
  | { readonly type: 'trial'; readonly manifest: TrialManifest }
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  /** An order has taken effect. */
  | { readonly type: 'noticed'; readonly order: Order }
  | { readonly type: 'pong' }
  /** All its trials have ended; it waits for another. */
  | { readonly type: 'idle' }
  /** A trial that it trains no more; without one, it has none to spare. */
  | { readonly type: 'given'; readonly trial?: TrialStart }
  | { readonly type: 'done'; readonly state: 'finished' | 'stopped' }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string | undefined };
