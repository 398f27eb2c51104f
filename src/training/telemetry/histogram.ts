import type { Tensor, Tf } from '../../nn/tensors';
import { count } from './reduce';

/** Bins of a histogram, as many as TensorBoard keeps. */
export const BINS = 30;

export interface Histogram {
  /** `BINS + 1` ascending edges. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Counts the elements of a tensor in bins of equal width from its smallest to its largest value, on the device. A
 * tensor of one value gets bins of total width 1 around it.
 *
 * @returns all that is read back: the `BINS + 1` edges, then for each edge but the first the number of elements below
 */
export const binned = (tf: Tf, x: Tensor): Tensor =>
  tf.tidy(() => {
    // NaN as soon as an element is not finite; some engines' min and max pass over NaN
    const sound = tf.sum(tf.mul(x, 0));
    const [low, high] = [tf.add(tf.min(x), sound), tf.max(x)];
    const constant = tf.equal(low, high);
    const first = tf.where(constant, tf.sub(low, 0.5), low);
    const width = tf.where(constant, tf.onesLike(low), tf.sub(high, low));
    const inner = Array.from({ length: BINS - 1 }, (_, i) => tf.add(first, tf.mul(width, (i + 1) / BINS)));
    return tf.stack([
      first,
      ...inner,
      tf.add(first, width),
      ...inner.map((edge) => count(tf, tf.less(x, edge))),
      tf.scalar(x.size),
    ]);
  });

/** @returns the histogram that `binned` packed; undefined when an element was not finite */
export function unpackHistogram(packed: ArrayLike<number>): Histogram | undefined {
  const values = Float64Array.from(packed);
  const edges = values.slice(0, BINS + 1);
  if (!edges.every(Number.isFinite)) return undefined;
  const below = [0, ...values.subarray(BINS + 1)];
  return { edges, counts: Float64Array.from({ length: BINS }, (_, i) => below[i + 1]! - below[i]!) };
}
