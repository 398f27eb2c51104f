import type { Tensor2D } from '@tensorflow/tfjs-core';
import { forward, gradient, wave } from '../case';

const product = (
  name: string,
  a: number[],
  b: number[],
  transposeA = false,
  transposeB = false,
  scale = 1,
): ReturnType<typeof gradient> =>
  gradient(`matMul ${name}`, [wave(a, 1, scale), wave(b, 2, 1 / scale)], (tf, x, y) =>
    tf.matMul(x, y, transposeA, transposeB),
  );

export const matMulCases = [
  product('[4,5]·[5,3]', [4, 5], [5, 3]),
  product('aᵀ', [5, 4], [5, 3], true),
  product('aᵀ of many columns', [7, 33], [7, 520], true),
  product('bᵀ', [4, 5], [3, 5], false, true),
  product('aᵀ·bᵀ', [5, 4], [3, 5], true, true),
  product('of one row', [1, 7], [7, 3]),
  product('of one column', [4, 7], [7, 1]),
  product('of depth 1', [4, 1], [1, 3]),
  product('large and small magnitudes', [6, 9], [9, 4], false, false, 1e12),
  product('of sizes no multiple of a vector', [33, 65], [65, 17], false, false),
  product('batched', [3, 4, 5], [3, 5, 2]),
  product('batched aᵀ', [3, 5, 4], [3, 5, 2], true),
  product('batched aᵀ·bᵀ', [3, 5, 4], [3, 2, 5], true, true),
  product('twice batched', [2, 3, 4, 5], [2, 3, 5, 2]),
  forward('matMul, one left operand for a batch', [wave([1, 4, 5], 1), wave([3, 5, 2], 2)], (tf, a, b) =>
    tf.matMul(a, b),
  ),
  forward('matMul, one right operand for a batch, bᵀ', [wave([3, 4, 5], 1), wave([1, 2, 5], 2)], (tf, a, b) =>
    tf.matMul(a, b, false, true),
  ),
  forward('matMul with the same weights twice', [wave([4, 5], 1), wave([5, 3], 2)], (tf, a, b) => [
    tf.matMul(a, b),
    tf.matMul(tf.mul(a, 2), b),
  ]),
  gradient('dense layer', [wave([8, 12], 1), wave([12, 6], 2), wave([6], 3)], (tf, x, w, b) =>
    tf.relu(tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b)),
  ),
];
