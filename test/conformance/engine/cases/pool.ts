import type { Tensor4D } from '@tensorflow/tfjs-core';
import { CLOSE, given, gradient, wave } from '../case';
import type { Input } from '../case';

const pool =
  (kind: 'maxPool' | 'avgPool') =>
  (
    name: string,
    input: Input,
    size: number,
    strides: number,
    pad: 'same' | 'valid',
  ): ReturnType<typeof gradient> =>
    gradient(`${kind} ${name}`, [input], (tf, x) => tf[kind](x as Tensor4D, size, strides, pad), CLOSE);
const max = pool('maxPool');
const avg = pool('avgPool');

const image = wave([2, 6, 6, 3], 1);
const odd = wave([2, 7, 5, 2], 1);

export const poolCases = [
  max('2 of stride 2', image, 2, 2, 'valid'),
  max('3 of stride 3', image, 3, 3, 'valid'),
  max('overlapping, same', image, 2, 1, 'same'),
  max('3 of stride 2, odd size, same', odd, 3, 2, 'same'),
  max('3 of stride 2, odd size, valid', odd, 3, 2, 'valid'),
  max('stride larger than window', image, 2, 3, 'valid'),
  max('windows of negative values only', wave([2, 6, 6, 3], 1, 1, -5), 2, 2, 'valid'),
  max('windows of negative values only, same', wave([2, 5, 5, 3], 1, 1, -5), 3, 2, 'same'),
  max('one sample of one channel', wave([1, 4, 4, 1], 2), 2, 2, 'valid'),
  max('the whole image', image, 6, 6, 'valid'),
  // after relu many windows are all zero: the first position takes the gradient
  max('ties', given([0, 0, 1, 1, 0, 0, 1, 1, 2, 1, -3, -3, 1, 2, -3, -3], [1, 4, 4, 1]), 2, 2, 'valid'),
  avg('2 of stride 2', image, 2, 2, 'valid'),
  avg('overlapping, same', image, 3, 1, 'same'),
  avg('3 of stride 2, odd size, same', odd, 3, 2, 'same'),
  avg('stride larger than window', image, 2, 3, 'valid'),
  avg('one sample of one channel', wave([1, 4, 4, 1], 2), 2, 2, 'valid'),
];
