import { sizeOf } from '../nn/shape';
import { sequentialBatches } from './batches';
import type { Batch, Samples } from './dataset';

/** Samples in batches of their order, to be gone through again and again. */
export interface BatchedSamples {
  /** Samples in all. */
  readonly count: number;
  /** Samples of a whole batch; the last batch may be smaller. */
  readonly batchSize: number;
  /** Each batch is valid until the next is asked for. */
  batches(): Iterable<Batch>;
}

/** Gathers each batch anew. */
export const batched = (samples: Samples, batchSize: number): BatchedSamples => ({
  count: samples.count,
  batchSize,
  batches: () => sequentialBatches(samples, batchSize),
});

/** Numbers that may be kept, 64 MiB: twice the test images of MNIST. */
const MOST_KEPT = 1 << 24;

/** Gathers and normalises the batches of a small set once, when they are first gone through, and keeps them. */
export function keptBatched(samples: Samples, batchSize: number, mostKept = MOST_KEPT): BatchedSamples {
  const anew = batched(samples, batchSize);
  if (samples.count * sizeOf(samples.shape) > mostKept) return anew;
  let kept: readonly Batch[] | undefined;
  return { ...anew, batches: () => (kept ??= Array.from(anew.batches(), copyOf)) };
}

const copyOf = ({ count, inputs, targets }: Batch): Batch => ({
  count,
  inputs: inputs.slice(),
  targets: targets.slice(),
});
