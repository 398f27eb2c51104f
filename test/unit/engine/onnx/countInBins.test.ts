import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { histogram } from '../../../../src/engine/graph/histogram';
import { createCountInBins, MOST_BINS } from '../../../../src/engine/onnx/countInBins';
import { createStream } from '../../../../src/random/stream';

beforeAll(() => tf.setBackend('cpu'));

const BINS = 30;
const countInBins = createCountInBins();

const counted = (values: Float32Array): Float32Array => {
  const into = new Float32Array(2 + BINS).fill(7);
  countInBins(values, BINS, into);
  return into;
};
const computed = (values: Float32Array): Float32Array =>
  histogram(tf, tf.tensor1d(values), BINS).dataSync<'float32'>();

const stream = createStream(1, 'values');

test.each([
  // none of them on an edge, where rounding decides
  ['normal draws', Float32Array.from({ length: 10_007 }, () => stream.normal())],
  ['whole vectors and blocks of them', Float32Array.from({ length: 8192 }, () => stream.normal())],
  ['mostly zeros', Float32Array.from({ length: 4098 }, () => Math.max(0, stream.normal() - 1))],
  ['draws far from zero', Float32Array.from({ length: 999 }, () => 1000 + stream.normal())],
  ['both ends and between', Float32Array.of(-1, 1, 0.5, 1, -1)],
  ['one value', new Float32Array(10).fill(3)],
  ['zeros', new Float32Array(5)],
])('%s are counted here as tfjs counts them', (_, values) => {
  const found = counted(values);
  expect(found).toEqual(computed(values));
  expect(found.subarray(2).reduce((sum, count) => sum + count)).toBe(values.length);
});

test('elements so close together that their distance cannot be inverted in float32 are told apart', () => {
  const found = counted(Float32Array.of(0, 1e-44, 2e-44));
  expect([found[2], found[2 + BINS / 2], found[1 + BINS]]).toEqual([1, 1, 1]);
});

test.each([
  ['NaN', Float32Array.of(1, NaN, 2)],
  ['an infinity', Float32Array.of(1, 2, -Infinity)],
])('%s leaves no edges', (_, values) => {
  for (const found of [counted(values), computed(values)]) expect(Number.isNaN(found[0])).toBe(true);
});

test('entries of the first axis have edges of their own', () => {
  const values = Float32Array.of(0, 1, 2, 10, 10, 50);
  const expected = [0, 2, 1, 2, 10, 50, 2, 1];
  const computed = histogram(tf, tf.tensor3d(values, [2, 1, 3]), 2, 1);
  expect(computed.shape).toEqual([2, 4]);
  expect([...computed.dataSync()]).toEqual(expected);
  const into = new Float32Array(8);
  countInBins(values, 2, into);
  expect([...into]).toEqual(expected);
});

test('as many bins as there is room for are counted, more are refused', () => {
  const into = new Float32Array(2 + MOST_BINS);
  countInBins(Float32Array.of(0, 0.5, 1), MOST_BINS, into);
  expect([into[2], into[1 + MOST_BINS], into.subarray(2).reduce((sum, count) => sum + count)]).toEqual([
    1, 1, 3,
  ]);
  expect(() => countInBins(Float32Array.of(0, 1), MOST_BINS + 1, new Float32Array(3 + MOST_BINS))).toThrow(
    RangeError,
  );
});
