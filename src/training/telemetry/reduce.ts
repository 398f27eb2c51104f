import type { Scalar, Tensor, Tf } from '../../nn/tensors';

/** Length of the runs that are summed in one go. */
const BLOCK = 512;

/**
 * Sum of all elements, in blocks. A float32 sum in one run over 500,000 values is off by up to 0.3 %; block by
 * block its error stays near that of a single value.
 */
export function sum(tf: Tf, x: Tensor): Scalar {
  return tf.tidy(() => {
    let partial = tf.reshape(x, [-1]);
    while (partial.size > BLOCK) {
      const blocks = Math.ceil(partial.size / BLOCK);
      const padded = tf.pad(partial, [[0, blocks * BLOCK - partial.size]]);
      partial = tf.sum(tf.reshape(padded, [blocks, BLOCK]), 1);
    }
    return tf.sum<Scalar>(partial);
  });
}

export const mean = (tf: Tf, x: Tensor): Scalar => tf.tidy(() => tf.div(sum(tf, x), x.size));

/** Number of elements for which a boolean tensor is true. */
export const count = (tf: Tf, condition: Tensor): Scalar =>
  tf.tidy(() => sum(tf, tf.cast(condition, 'float32')));

/** Mean, variance (population, in two passes) and second moment E[x²], pooled over all elements. */
export function moments(tf: Tf, x: Tensor): { mean: Scalar; variance: Scalar; secondMoment: Scalar } {
  return tf.tidy(() => {
    const average = mean(tf, x);
    return {
      mean: average,
      variance: mean(tf, tf.square(tf.sub(x, average))),
      secondMoment: mean(tf, tf.square(x)),
    };
  });
}

/** Largest |x|, with 1 in place of 0 so that one may divide by it. */
const magnitude = (tf: Tf, x: Tensor): Scalar =>
  tf.tidy(() => {
    const largest = tf.max<Scalar>(tf.abs(x));
    return tf.where(tf.equal(largest, 0), tf.onesLike(largest), largest);
  });

/** Euclidean norm. Scaled first: the squares of gradients near 1e-23 vanish in float32, their norm does not. */
export const norm = (tf: Tf, x: Tensor): Scalar =>
  tf.tidy(() => {
    const scale = magnitude(tf, x);
    return tf.mul(scale, tf.sqrt(sum(tf, tf.square(tf.div(x, scale)))));
  });
