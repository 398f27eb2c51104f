import { createBatch, createBatcher } from '../data/batches';
import type { Batcher } from '../data/batches';
import type { Batch, Samples } from '../data/dataset';
import type { ModelSpec } from '../nn/layers/layer';
import { drawNoise } from '../nn/noise';
import { disposeAll } from '../nn/state';
import type { Tensor, Tf } from '../nn/tensors';
import type { StepBatch } from '../nn/trainStep';

/** A batch on the device. */
export interface DeviceBatch {
  /** [count, …sample shape] */
  readonly inputs: Tensor;
  /** int32 [count] classes, or float32 [count, width] values. */
  readonly targets: Tensor;
}

/** The caller disposes the tensors before it fills the batch's memory again. */
export function upload(tf: Tf, { shape, targets }: Samples, batch: Batch): DeviceBatch {
  return {
    inputs: tf.tensor(batch.inputs, [batch.count, ...shape], 'float32'),
    targets:
      targets.kind === 'classes'
        ? tf.tensor1d(batch.targets, 'int32')
        : tf.tensor2d(batch.targets, [batch.count, targets.width], 'float32'),
  };
}

/** Minibatch and noise of the update that leads from `step` to `step + 1`, a function of (seed, step) alone. */
export type Minibatches = (seed: number, step: number) => StepBatch;

export function createMinibatches(
  tf: Tf,
  model: ModelSpec,
  samples: Samples,
  batchSize: number,
): Minibatches {
  const batchers = new Map<number, Batcher>();
  const batcherOf = (seed: number): Batcher => {
    let batcher = batchers.get(seed);
    if (!batcher) batchers.set(seed, (batcher = createBatcher(samples, { batchSize, seed })));
    return batcher;
  };
  return (seed, step) => {
    const batch = createBatch(samples, batchSize);
    batcherOf(seed).batchAt(step, batch);
    return { ...upload(tf, samples, batch), noise: drawNoise(tf, model, batchSize, seed, step + 1) };
  };
}

export function disposeBatch({ inputs, targets, noise }: StepBatch): void {
  disposeAll({ inputs, targets });
  disposeAll(noise);
}
