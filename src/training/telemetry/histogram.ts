import { histogram } from '../../engine/graph/histogram';
import type { Tensor, Tf } from '../../nn/tensors';
import { evenEdges } from '../../shared/evenEdges';

/** Bins of a histogram, as many as TensorBoard keeps. */
export const BINS = 30;

export interface Histogram {
  /** `BINS + 1` ascending edges. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Counts the elements of a tensor on the device, see `HISTOGRAM`. */
export const binned = (tf: Tf, x: Tensor): Tensor => histogram(tf, x, BINS);

/** @returns the histogram that `binned` packed; undefined when an element was not finite */
export function unpackHistogram(packed: ArrayLike<number>): Histogram | undefined {
  const [first = NaN, last = NaN, ...counts] = Array.from(packed);
  if (!Number.isFinite(first) || !Number.isFinite(last)) return undefined;
  return { edges: evenEdges(first, last, BINS), counts: Float64Array.from(counts) };
}
