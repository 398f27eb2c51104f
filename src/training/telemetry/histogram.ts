import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tf } from '../../nn/tensors';
import { evenEdges } from '../../shared/evenEdges';
import { sum } from './reduce';

/** Bins of a histogram, as many as TensorBoard keeps. */
export const BINS = 30;

export interface Histogram {
  /** `BINS + 1` ascending edges. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Counts the elements of a tensor in bins of equal width from its smallest to its largest value, on the device, in
 * one pass. A tensor of one value gets bins of total width 1 around it. Which bin an element is in follows from its
 * distance to the smallest in float32: one that lies on an edge to within rounding may be counted on either side.
 *
 * @returns all that is read back: the outermost two edges, then the count of each bin
 */
export const binned = (tf: Tf, x: Tensor): Tensor =>
  tf.tidy(() => {
    // NaN as soon as an element is not finite; some engines' min and max pass over NaN
    const sound = sum(tf, tf.mul(x, 0));
    const [low, high] = [tf.add(tf.min(x), sound), tf.max(x)];
    const constant = tf.equal(low, high);
    const first = tf.where(constant, tf.sub(low, 0.5), low);
    const width = tf.where(constant, tf.onesLike(low), tf.sub(high, low));
    const position = tf.mul(tf.div(tf.sub(tf.reshape(x, [-1]), first), width), BINS);
    // cut as integers, because NaN becomes some integer or other, which may not be a bin
    const bin = tf.minimum(tf.maximum(tf.cast(position, 'int32'), integer(tf, 0)), integer(tf, BINS - 1));
    const counts = tf.denseBincount(bin as Tensor1D, tf.tensor1d([]), BINS);
    return tf.concat([tf.stack([first, tf.add(first, width)]), counts]);
  });

const integer = (tf: Tf, value: number): Scalar => tf.scalar(value, 'int32');

/** @returns the histogram that `binned` packed; undefined when an element was not finite */
export function unpackHistogram(packed: ArrayLike<number>): Histogram | undefined {
  const [first = NaN, last = NaN, ...counts] = Array.from(packed);
  if (!Number.isFinite(first) || !Number.isFinite(last)) return undefined;
  return { edges: evenEdges(first, last, BINS), counts: Float64Array.from(counts) };
}
