import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from '../../../../src/nn/tensors';
import { CLOSE, EXACT, forward, given, gradient, wave } from '../case';
import type { Case } from '../case';

const unary: readonly (readonly [string, (tf: Tf, x: Tensor) => Tensor, number?])[] = [
  ['relu', (tf, x) => tf.relu(x)],
  ['leakyRelu', (tf, x) => tf.leakyRelu(x, 0.1)],
  ['elu', (tf, x) => tf.elu(x)],
  ['selu', (tf, x) => tf.selu(x)],
  ['sigmoid', (tf, x) => tf.sigmoid(x)],
  ['tanh', (tf, x) => tf.tanh(x)],
  ['softplus', (tf, x) => tf.softplus(x)],
  ['swish', (tf, x) => tf.mul(x, tf.sigmoid(x))],
  // cpu and the others evaluate erf by a polynomial good to 1.5e-7
  ['gelu', (tf, x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1))],
  ['exp', (tf, x) => tf.exp(x)],
  ['expm1', (tf, x) => tf.expm1(x)],
  ['square', (tf, x) => tf.square(x)],
  ['abs', (tf, x) => tf.abs(x)],
  ['neg', (tf, x) => tf.neg(x)],
  ['sign', (tf, x) => tf.sign(x)],
  ['step', (tf, x) => tf.step(x)],
  ['clip', (tf, x) => tf.clipByValue(x, -0.5, 0.5)],
  ['cast to bool and back', (tf, x) => tf.cast(tf.greater(x, 0), 'float32')],
];
const noGradient = new Set(['step', 'sign', 'cast to bool and back']);
const positive: readonly (readonly [string, (tf: Tf, x: Tensor) => Tensor])[] = [
  ['sqrt', (tf, x) => tf.sqrt(x)],
  ['rsqrt', (tf, x) => tf.rsqrt(x)],
  ['log', (tf, x) => tf.log(x)],
  ['log1p', (tf, x) => tf.log1p(x)],
  ['reciprocal', (tf, x) => tf.reciprocal(x)],
  ['pow 2.5', (tf, x) => tf.pow(x, 2.5)],
];
const binary: readonly (readonly [string, (tf: Tf, a: Tensor, b: Tensor) => Tensor])[] = [
  ['add', (tf, a, b) => tf.add(a, b)],
  ['sub', (tf, a, b) => tf.sub(a, b)],
  ['mul', (tf, a, b) => tf.mul(a, b)],
  ['div', (tf, a, b) => tf.div(a, b)],
  ['maximum', (tf, a, b) => tf.maximum(a, b)],
  ['minimum', (tf, a, b) => tf.minimum(a, b)],
  ['prelu', (tf, a, b) => tf.prelu(a, b)],
  ['squaredDifference', (tf, a, b) => tf.squaredDifference(a, b)],
];
/** tfjs-core's gradients of these do not sum over broadcast axes. */
const sameShapeGradient = new Set(['maximum', 'minimum', 'squaredDifference']);
const shapes: readonly (readonly [string, number[], number[]])[] = [
  ['of one shape', [3, 4], [3, 4]],
  ['with a row', [3, 4], [4]],
  ['with a column', [3, 4], [3, 1]],
  ['with a scalar', [3, 4], []],
];

export const elementwiseCases: readonly Case[] = [
  ...unary.flatMap(([name, compute, tolerance = CLOSE]) => [
    (noGradient.has(name) ? forward : gradient)(name, [wave([5, 7], 1, 2)], compute, tolerance),
    (noGradient.has(name) ? forward : gradient)(
      `${name} of large values`,
      [wave([5, 7], 2, 60)],
      compute,
      tolerance,
    ),
    forward(`${name} of tiny values`, [wave([5, 7], 3, 1e-6)], compute, tolerance),
  ]),
  ...positive.flatMap(([name, compute]) => [
    gradient(name, [wave([5, 7], 1, 1, 1.5)], compute),
    gradient(`${name} of large values`, [wave([5, 7], 1, 1e6, 2e6)], compute),
    gradient(`${name} of small values`, [wave([5, 7], 1, 1e-4, 2e-4)], compute),
  ]),
  ...binary.flatMap(([name, compute]) =>
    shapes
      .filter(([, , b]) => name !== 'prelu' || b.length > 0)
      .map(([how, a, b]) =>
        (sameShapeGradient.has(name) && how !== 'of one shape' ? forward : gradient)(
          `${name} ${how}`,
          [wave(a, 1), wave(b, 2, 1, 1.5)],
          compute,
        ),
      ),
  ),
  forward(
    'isNaN',
    [given([1, NaN, Infinity, -Infinity, 0])],
    (tf, x) => [tf.isNaN(x), tf.isFinite(x)],
    EXACT,
  ),
  ...(
    [
      ['add', (tf, x) => tf.add(x, 1)],
      ['mul', (tf, x) => tf.mul(x, 2)],
      ['relu', (tf, x) => tf.relu(x)],
      ['leakyRelu', (tf, x) => tf.leakyRelu(x, 0.1)],
      ['elu', (tf, x) => tf.elu(x)],
      ['selu', (tf, x) => tf.selu(x)],
      ['prelu', (tf, x) => tf.prelu(x, tf.ones([1]))],
      ['softplus', (tf, x) => tf.softplus(x)],
      ['erf', (tf, x) => tf.erf(x)],
      ['clip', (tf, x) => tf.clipByValue(x, -1, 1)],
      ['sigmoid', (tf, x) => tf.sigmoid(x)],
      ['tanh', (tf, x) => tf.tanh(x)],
      ['sum', (tf, x) => tf.sum(x)],
      ['mean', (tf, x) => tf.mean(x)],
      ['max', (tf, x) => tf.max(x)],
      ['logSoftmax', (tf, x) => tf.logSoftmax(tf.reshape(x, [1, -1]))],
      ['matMul', (tf, x) => tf.matMul(tf.reshape(x, [1, -1]), tf.ones([5, 2]))],
    ] as [string, (tf: Tf, x: Tensor) => Tensor][]
  ).flatMap(([name, compute]) => [
    forward(`${name} keeps NaN`, [given([1, NaN, 2, -3, 0])], compute),
    // ∞ − ∞ makes a NaN with its sign bit set, which some vector instructions treat differently
    forward(`${name} keeps the NaN of ∞ − ∞`, [given([1, Infinity, 2, -3, 0])], (tf, x) =>
      compute(tf, tf.sub(x, tf.where(tf.isFinite(x), tf.zerosLike(x), x))),
    ),
  ]),
  forward(
    'conv2d keeps NaN',
    [given([1, 2, NaN, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7], [1, 4, 4, 1])],
    (tf, x) => tf.conv2d(x as Tensor4D, tf.ones([2, 2, 1, 1]), 1, 'valid'),
  ),
  gradient('where', [wave([4, 5], 1), wave([4, 5], 2)], (tf, a, b) =>
    tf.where(tf.tensor2d([true, false, true, false], [4, 1]), a, b),
  ),
  gradient('pad, slice, concat, transpose', [wave([2, 3], 1), wave([2, 4], 2)], (tf, a, b) =>
    tf.transpose(
      tf.slice(
        tf.pad(tf.concat([a, b], 1), [
          [1, 0],
          [0, 2],
        ]),
        [0, 1],
        [3, 7],
      ),
    ),
  ),
  gradient(
    'batch normalisation',
    [wave([4, 3, 3, 2], 1), wave([2], 2), wave([2], 3)],
    (tf, x, beta, gamma) => {
      const mean = tf.mean(x, [0, 1, 2]);
      const centred = tf.sub(x, mean);
      const variance = tf.mean(tf.square(centred), [0, 1, 2]);
      return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-3))), gamma), beta);
    },
  ),
  gradient('layer normalisation', [wave([4, 5], 1)], (tf, x) => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-3)));
  }),
];
