import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clip } from '../../../src/nn/clipping';
import type { ClippingSpec } from '../../../src/nn/optimizers/optimizer';

beforeAll(() => tf.setBackend('cpu'));

const clipped = (spec: ClippingSpec): Record<string, number[]> =>
  tf.tidy(() => {
    const result = clip(tf, { a: tf.tensor2d([[3, 4]]), b: tf.tensor1d([0, 12]) }, spec);
    return Object.fromEntries(
      Object.entries(result).map(([name, g]) => [name, [...g.dataSync()].map((x) => Number(x.toFixed(5)))]),
    );
  });

describe('clip', () => {
  test('by value', () => {
    expect(clipped({ value: 3.5 })).toEqual({ a: [3, 3.5], b: [0, 3.5] });
  });

  test('by the norm of each tensor', () => {
    expect(clipped({ norm: 5 })).toEqual({ a: [3, 4], b: [0, 5] });
    expect(clipped({ norm: 1 })).toEqual({ a: [0.6, 0.8], b: [0, 1] });
  });

  test('by the norm of all tensors', () => {
    expect(clipped({ globalNorm: 13 })).toEqual({ a: [3, 4], b: [0, 12] });
    expect(clipped({ globalNorm: 6.5 })).toEqual({ a: [1.5, 2], b: [0, 6] });
  });

  test('in the order value, norm, global norm', () => {
    expect(clipped({ value: 4, norm: 2.5, globalNorm: Math.sqrt(2) * 1.25 })).toEqual({
      a: [0.75, 1],
      b: [0, 1.25],
    });
  });

  test('a gradient of zeros stays', () => {
    const zeros = tf.tidy(() => [
      ...clip(tf, { a: tf.zeros([3]) }, { norm: 1, globalNorm: 1 })['a']!.dataSync(),
    ]);
    expect(zeros).toEqual([0, 0, 0]);
  });
});
