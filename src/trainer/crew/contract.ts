import type { Dataset } from '../../data/dataset';
import type { Experiment } from '../../experiment/experiment';
import type { Checkpoint } from '../../runs/checkpoint';
import type { TrialManifest } from '../../runs/run';
import type { EngineName } from '../../shared/engineNames';
import type { HistogramPoint, ScalarPoint, TrialId } from '../../shared/metrics';
import type { TrainingProgress } from '../../training/progress';
import type { TrialStart } from '../../training/start';

/** Contract between the trainer process and the worker threads that train for it. */

/** What a worker is started with (`workerData`). */
export interface Assignment {
  readonly experiment: Experiment;
  /** The trials of the experiment that this worker trains. */
  readonly trials: readonly TrialId[];
  /** Its samples lie in shared memory. */
  readonly dataset: Dataset;
  readonly starts: readonly TrialStart[];
  readonly engine: EngineName;
  readonly engineFolders: readonly string[];
  readonly moduleFolder: string;
  /** Threads that one step may use. */
  readonly threads: number;
}

export type Order = 'pause' | 'resume' | 'stop';

/**
 * `ping` is answered by `pong` as soon as the worker is between two steps; `saved` answers `checkpoint`; `retire` is
 * not answered.
 */
export type ToWorker =
  { readonly type: Order | 'ping' | 'saved' } | { readonly type: 'retire'; readonly initializer: string };

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
  | { readonly type: 'done'; readonly state: 'finished' | 'stopped' }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string | undefined };
