import { sizeOf } from '../nn/shape';
import { createStream, permutation } from '../random/stream';
import type { Batch, Samples } from './dataset';
import { createGather } from './gather';

export interface Batcher {
  /** Whole batches in an epoch: ⌊count / batchSize⌋. The samples left over differ from epoch to epoch. */
  readonly stepsPerEpoch: number;
  /**
   * Fills `into` with the batch of a step, counted from 0 over all epochs. Any order of steps gives the same
   * batches; going forward costs one permutation per epoch and no allocation per step.
   */
  batchAt(step: number, into: Batch): void;
}

/** Memory for one batch of `size` samples, to be filled again and again. */
export const createBatch = ({ shape, targets }: Samples, size: number): Batch => ({
  count: size,
  inputs: new Float32Array(size * sizeOf(shape)),
  targets: targets.kind === 'classes' ? new Int32Array(size) : new Float32Array(size * targets.width),
});

/**
 * How minibatches are made: `shuffled`, every sample once an epoch in a new order, what fills no whole batch dropped;
 * or `withReplacement`, every batch drawn from all samples, so that a sample may come twice or not at all.
 */
export type Sampling = 'shuffled' | 'withReplacement';

/**
 * Minibatches for training. They depend on the seed and the epoch or step alone, so all initializers of an experiment
 * see the same batches.
 *
 * @throws RangeError when a batch is larger than the set
 */
export function createBatcher(
  samples: Samples,
  {
    batchSize,
    seed,
    sampling = 'shuffled',
  }: { readonly batchSize: number; readonly seed: number; readonly sampling?: Sampling },
): Batcher {
  const stepsPerEpoch = Math.floor(samples.count / batchSize);
  if (stepsPerEpoch < 1) {
    throw new RangeError(`a batch of ${batchSize} is larger than the ${samples.count} training samples`);
  }
  const gather = createGather(samples);
  if (sampling === 'withReplacement')
    return {
      stepsPerEpoch,
      batchAt: (step, into) => {
        const stream = createStream(seed, `batches/step-${step}`);
        gather(into, batchSize, () => stream.below(samples.count));
      },
    };
  let shuffled: { readonly epoch: number; readonly order: Uint32Array } = {
    epoch: -1,
    order: new Uint32Array(),
  };
  return {
    stepsPerEpoch,
    batchAt: (step, into) => {
      const epoch = Math.floor(step / stepsPerEpoch);
      if (epoch !== shuffled.epoch) {
        shuffled = { epoch, order: permutation(samples.count, createStream(seed, `batches/epoch-${epoch}`)) };
      }
      const first = (step % stepsPerEpoch) * batchSize;
      gather(into, batchSize, (row) => shuffled.order[first + row]!);
    },
  };
}

/**
 * All samples in their order, for evaluation; the last batch may be smaller. Each batch is valid until the next
 * is asked for: all share one memory.
 */
export function* sequentialBatches(samples: Samples, batchSize: number): Generator<Batch, void, void> {
  const whole = createBatch(samples, Math.min(batchSize, samples.count));
  const gather = createGather(samples);
  for (let first = 0; first < samples.count; first += batchSize) {
    const count = Math.min(batchSize, samples.count - first);
    gather(whole, count, (row) => first + row);
    yield count === whole.count
      ? whole
      : {
          count,
          inputs: whole.inputs.subarray(0, count * sizeOf(samples.shape)),
          targets: whole.targets.subarray(0, (count * whole.targets.length) / whole.count),
        };
  }
}
