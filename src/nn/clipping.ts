import { mapRecord } from '../shared/mapRecord';
import type { ClippingSpec } from './optimizers/optimizer';
import type { Tensor, TensorMap, Tf } from './tensors';

/** Σ x², last axis first, so that no float32 sum runs over all elements of a large tensor. */
const squareSum = (tf: Tf, x: Tensor): Tensor => tf.sum(x.rank > 1 ? tf.sum(tf.square(x), -1) : tf.square(x));

/** Factor limit / max(norm, limit): 1 within the limit, else what brings the norm down to it. */
const shrink = (tf: Tf, squares: Tensor, limit: number): Tensor =>
  tf.div(limit, tf.maximum(tf.sqrt(squares), limit));

/**
 * Clips gradients: first every element to ±value, then each tensor to its norm, then all of them together to the
 * global norm. Steps that are not asked for are left out. Norms within the limit leave gradients untouched.
 *
 * Source: Pascanu, Mikolov & Bengio (2013), "On the Difficulty of Training Recurrent Neural Networks", Algorithm 1;
 * as TensorFlow's `clip_by_norm` and `clip_by_global_norm` (PyTorch adds 1e-6 to the norm).
 */
export function clip(tf: Tf, gradients: TensorMap, { value, norm, globalNorm }: ClippingSpec): TensorMap {
  let clipped = gradients;
  if (value !== undefined) clipped = mapRecord(clipped, (g) => tf.clipByValue(g, -value, value));
  if (norm !== undefined) clipped = mapRecord(clipped, (g) => tf.mul(g, shrink(tf, squareSum(tf, g), norm)));
  if (globalNorm !== undefined) {
    const squares = tf.addN(Object.values(clipped).map((g) => squareSum(tf, g)));
    const factor = shrink(tf, squares, globalNorm);
    clipped = mapRecord(clipped, (g) => tf.mul(g, factor));
  }
  return clipped;
}
