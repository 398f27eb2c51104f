import type { Tensor1D } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../nn/shape';
import type { Tensor, Tf } from '../../nn/tensors';

/**
 * A kernel of our own: elements of a tensor `x` of floats counted in `size` bins of equal width from its smallest to its
 * largest value; with `batchDims` 1 those of each entry of the first axis for themselves. Its result is [2 + size], or
 * [entries, 2 + size]: the outermost edges, then the counts. A tensor of one value gets bins of total width 1 around it,
 * and a first edge that is NaN says that they cannot be counted, as one is not finite. An element that lies on an edge to within float32's
 * rounding may be counted on either side.
 */
export const HISTOGRAM = 'Histogram';

/** Computes what `HISTOGRAM` is; while a function is traced, one node records it. */
export function histogram(tf: Tf, x: Tensor, bins: number, batchDims: 0 | 1 = 0): Tensor {
  const recorder = tf.getKernel(HISTOGRAM, tf.getBackend()) as object | undefined;
  if (recorder) return tf.engine().runKernel(HISTOGRAM, { x }, { size: bins, batchDims });
  return tf.tidy(() => {
    const [entries = 1] = batchDims === 0 ? [] : x.shape;
    const rows = histogramOfRows(tf, tf.reshape(x, [entries, sizeOf(x.shape) / entries]), bins);
    return batchDims === 0 ? tf.reshape(rows, [2 + bins]) : rows;
  });
}

/** @param x [rows, elements] @returns [rows, 2 + bins], by kernels of tfjs */
const histogramOfRows = (tf: Tf, x: Tensor, bins: number): Tensor =>
  tf.tidy(() => {
    const [rows = 1] = x.shape;
    // NaN as soon as an element is not finite; some engines' min and max pass over NaN
    const sound = tf.sum(tf.mul(x, 0), 1, true);
    const [low, high] = [tf.add(tf.min(x, 1, true), sound), tf.max(x, 1, true)];
    const constant = tf.equal(low, high);
    const width = tf.where(constant, tf.onesLike(low), tf.sub(high, low));
    const [first, last] = [
      // NaN where the width is too large for float32
      tf.add(tf.where(constant, tf.sub(low, 0.5), low), tf.mul(width, 0)),
      tf.where(constant, tf.add(low, 0.5), high),
    ];
    const position = tf.mul(tf.div(tf.sub(x, first), width), bins);
    // cut as integers, because NaN becomes some integer or other, which may not be a bin
    const int = (value: number): Tensor => tf.scalar(value, 'int32');
    const bin = tf.minimum(tf.maximum(tf.cast(position, 'int32'), int(0)), int(bins - 1));
    // one count over the bins of all rows, those of each behind those of the one before
    const behind = tf.reshape(tf.mul(tf.range(0, rows, 1, 'int32'), int(bins)), [rows, 1]);
    const numbered: Tensor1D = tf.reshape(tf.add(bin, behind), [-1]);
    const counts = tf.denseBincount(numbered, tf.tensor1d([]), rows * bins);
    return tf.concat([first, last, tf.reshape(counts, [rows, bins])], 1);
  });
