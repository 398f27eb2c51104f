import type { TensorMap } from './tensors';

/**
 * All that training changes. `step` counts the updates made so far. A checkpoint is this value and nothing
 * more: batches and noise are functions of (seed, step).
 */
export interface TrainingState {
  readonly step: number;
  /** `<layer>/<weight>` → tensor. */
  readonly weights: TensorMap;
  /** `<layer>/<weight>/<slot>` → tensor. */
  readonly slots: TensorMap;
  /** `<layer>/<statistic>` → tensor. */
  readonly statistics: TensorMap;
}
