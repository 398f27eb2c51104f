import type { HostTensors } from '../engine/program';
import type { Checkpoint } from '../runs/checkpoint';
import type { TrialId } from '../shared/metrics';
import type { EpochSums } from './epochMeans';

/** Where a trial begins, if not at what its initializer draws. Plain data, so that a worker can be told. */
export interface TrialStart extends TrialId, Pick<Checkpoint, 'validation' | 'best'> {
  /** Updates made already. */
  readonly step: number;
  /** State entries in place of those that would be drawn. */
  readonly state: HostTensors;
  /** What its latest minibatches were like; absent where that was not kept. */
  readonly lately?: { readonly loss: number; readonly epoch: EpochSums };
}

/** Keeps the states of trials; resolves once one is safe. */
export interface CheckpointSink {
  save(trial: TrialId, checkpoint: Checkpoint): Promise<void>;
}
