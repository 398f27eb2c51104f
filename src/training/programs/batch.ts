import type { Batch, Samples } from '../../data/dataset';
import type { HostTensors, TensorTypes } from '../../engine/program';

/** Samples of one batch: how many, and what each is. */
export interface BatchShape {
  readonly count: number;
  readonly samples: Pick<Samples, 'shape' | 'targets'>;
}

/** `inputs` [count, …sample shape]; `targets` int32 [count] classes, or float32 [count, width] values. */
export const batchTypes = ({ count, samples: { shape, targets } }: BatchShape): TensorTypes => ({
  inputs: { shape: [count, ...shape], dtype: 'float32' },
  targets:
    targets.kind === 'classes'
      ? { shape: [count], dtype: 'int32' }
      : { shape: [count, targets.width], dtype: 'float32' },
});

export const batchValues = ({ inputs, targets }: Batch): HostTensors => ({ inputs, targets });
