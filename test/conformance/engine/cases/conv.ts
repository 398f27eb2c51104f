import type { Tensor4D } from '@tensorflow/tfjs-core';
import { gradient, wave } from '../case';

const conv = (
  name: string,
  x: number[],
  w: number[],
  strides: number | [number, number],
  pad: 'same' | 'valid' | number,
  tolerance = 5e-5,
): ReturnType<typeof gradient> =>
  gradient(
    `conv2d ${name}`,
    [wave(x, 1), wave(w, 2)],
    (tf, input, filter) => tf.conv2d(input as Tensor4D, filter as Tensor4D, strides, pad),
    tolerance,
  );

export const convCases = [
  conv('3×3 same', [2, 6, 6, 3], [3, 3, 3, 4], 1, 'same'),
  conv('3×3 valid', [2, 6, 6, 3], [3, 3, 3, 4], 1, 'valid'),
  conv('3×3 stride 2 same', [2, 6, 6, 3], [3, 3, 3, 4], 2, 'same'),
  conv('3×3 stride 2 same, odd size', [2, 7, 5, 3], [3, 3, 3, 4], 2, 'same'),
  conv('3×3 stride 2 valid, last column unused', [2, 6, 6, 3], [3, 3, 3, 4], 2, 'valid'),
  conv('stride 3 over a 2×2 filter, gaps unused', [2, 8, 8, 2], [2, 2, 2, 3], 3, 'valid'),
  conv('stride 3 over a 2×2 filter, same', [2, 6, 5, 2], [2, 2, 2, 3], 3, 'same'),
  conv('2×3 filter, strides 1 and 2', [2, 5, 8, 2], [2, 3, 2, 5], [1, 2], 'same'),
  conv('padded by 2', [1, 5, 5, 2], [3, 3, 2, 3], 1, 2),
  conv('1×1', [2, 6, 6, 3], [1, 1, 3, 4], 1, 'valid'),
  conv('1×1 stride 2', [2, 6, 6, 3], [1, 1, 3, 4], 2, 'same'),
  conv('filter as large as its input', [3, 4, 4, 2], [4, 4, 2, 5], 1, 'valid'),
  conv('filter larger than its input, same', [2, 3, 3, 2], [5, 5, 2, 3], 1, 'same'),
  conv('one sample, one channel', [1, 5, 5, 1], [3, 3, 1, 1], 1, 'same'),
  conv('many samples', [37, 9, 9, 8], [3, 3, 8, 8], 1, 'same'),
  gradient(
    'two conv2d layers with bias and relu',
    [wave([2, 8, 8, 2], 1), wave([3, 3, 2, 4], 2), wave([4], 3), wave([3, 3, 4, 3], 4)],
    (tf, x, w1, b1, w2) => {
      const hidden = tf.relu(tf.add(tf.conv2d(x as Tensor4D, w1 as Tensor4D, 1, 'same'), b1));
      return tf.conv2d(hidden as Tensor4D, w2 as Tensor4D, 2, 'valid');
    },
    5e-5,
  ),
];
