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
 * Counts the elements of a tensor in bins of equal width from its smallest to its largest value, on the device:
 * only edges and counts are read back. A tensor of one value gets bins of total width 1 around it.
 *
 * @returns undefined when an element is not finite
 */
export async function histogram(tf: Tf, x: Tensor): Promise<Histogram | undefined> {
  const packed = tf.tidy(() => {
    const [low, high] = [tf.min(x), tf.max(x)];
    const constant = tf.equal(low, high);
    const first = tf.where(constant, tf.sub(low, 0.5), low);
    const width = tf.where(constant, tf.onesLike(low), tf.sub(high, low));
    const inner = Array.from({ length: BINS - 1 }, (_, i) => tf.add(first, tf.mul(width, (i + 1) / BINS)));
    return tf.stack([
      first,
      ...inner,
      tf.add(first, width),
      ...inner.map((edge) => count(tf, tf.less(x, edge))),
    ]);
  });
  const values = await packed.data();
  packed.dispose();
  const edges = Float64Array.from(values.subarray(0, BINS + 1));
  if (!edges.every(Number.isFinite)) return undefined;
  const below = [0, ...values.subarray(BINS + 1), x.size];
  return { edges, counts: Float64Array.from({ length: BINS }, (_, i) => below[i + 1]! - below[i]!) };
}
