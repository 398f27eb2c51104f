import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { binned, unpackHistogram } from '../../../../src/training/telemetry/histogram';
import { layerStatistics } from '../../../../src/training/telemetry/layerStatistics';
import { moments, norm, sum } from '../../../../src/training/telemetry/reduce';
import { gradientStatistics, updateRatio } from '../../../../src/training/telemetry/weightStatistics';
import { createStream } from '../../../../src/random/stream';

beforeAll(() => tf.setBackend('cpu'));

const histogramOf = async (x: tf.Tensor): Promise<ReturnType<typeof unpackHistogram>> =>
  unpackHistogram(await binned(tf, x).data());

const value = (scalar: tf.Scalar | undefined): number | undefined => scalar?.dataSync()[0];

describe('reductions', () => {
  test('a sum over half a million values keeps its digits', () => {
    const values = Float32Array.from({ length: 500_003 }, (_, i) => 0.1 + (i % 7));
    const exact = values.reduce((total, x) => total + x, 0);
    expect(value(sum(tf, tf.tensor1d(values)))! / exact).toBeCloseTo(1, 6);
  });

  test('the variance of values far from zero is not lost to cancellation', () => {
    const stream = createStream(1, 'values');
    const values = Float32Array.from({ length: 20_000 }, () => 1000 + stream.normal());
    const average = values.reduce((total, x) => total + x, 0) / values.length;
    const variance = values.reduce((total, x) => total + (x - average) ** 2, 0) / values.length;
    expect(value(moments(tf, tf.tensor1d(values)).variance)).toBeCloseTo(variance, 4);
  });

  test('a norm survives values whose squares underflow, and is 0 for zeros', () => {
    expect(value(norm(tf, tf.tensor1d([3e-25, 4e-25])))! / 5e-25).toBeCloseTo(1, 5);
    expect(value(norm(tf, tf.zeros([4])))).toBe(0);
  });

  test('leave no tensors behind', () => {
    const x = tf.ones([300, 7]);
    const before = tf.memory().numTensors;
    tf.dispose(moments(tf, x));
    tf.dispose(norm(tf, x));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('layer statistics', () => {
  const relu = { canDie: true };

  test('a unit is dead when it is zero on every sample', () => {
    const pre = tf.tensor2d([
      [1, -1, -1],
      [-1, -2, 3],
    ]);
    const found = layerStatistics(tf, { pre, post: tf.relu(pre) }, relu);
    expect(value(found.dead_units)).toBe(1);
    expect(value(found.dead_fraction)).toBeCloseTo(1 / 3);
    expect(value(found.inactive_fraction)).toBeCloseTo(4 / 6);
    expect(value(found.pre_activation_mean)).toBeCloseTo(-1 / 6);
    expect(value(found.activation_second_moment)).toBeCloseTo(10 / 6);
    expect(found.saturated_fraction).toBeUndefined();
  });

  test('a unit of a convolution is a channel, dead when zero at every position of every sample', () => {
    const post = tf.tensor4d([0, 0, 0, 2, 0, 0, 0, 0], [2, 1, 2, 2]);
    expect(value(layerStatistics(tf, { pre: post, post }, relu).dead_units)).toBe(1);
  });

  test('a unit that became NaN is not dead', () => {
    const post = tf.tensor2d([[NaN, 0]]);
    expect(value(layerStatistics(tf, { pre: post, post }, relu).dead_units)).toBe(1);
  });

  test('saturation counts outputs beyond either bound', () => {
    const post = tf.tensor2d([[0.99, -0.99, 0.5, 0]]);
    const found = layerStatistics(
      tf,
      { pre: post, post },
      { canDie: false, saturation: { low: -0.9, high: 0.9 } },
    );
    expect(value(found.saturated_fraction)).toBe(0.5);
    expect(found.dead_units).toBeUndefined();
  });
});

describe('weight statistics', () => {
  test('gradient mean magnitude, variance and norm', () => {
    const found = gradientStatistics(tf, tf.tensor2d([[3, -4]]));
    expect(value(found.gradient_mean_abs)).toBe(3.5);
    expect(value(found.gradient_variance)).toBe(12.25);
    expect(value(found.gradient_norm)).toBe(5);
  });

  test('the update ratio is 0 where nothing moved and undefined for a first move away from zero', () => {
    expect(updateRatio(0, 0)).toBe(0);
    expect(updateRatio(0.1, 0)).toBeUndefined();
    expect(updateRatio(0.1, 2)).toBe(0.05);
  });
});

describe('histogram', () => {
  test('counts every element once, in half-open bins with a closed last one', async () => {
    const found = (await histogramOf(tf.tensor1d([0, 0.5, 1, 29, 30])))!;
    expect([...found.edges.subarray(0, 3), found.edges[30]]).toEqual([0, 1, 2, 30]);
    expect([...found.counts.entries()].filter(([, n]) => n > 0)).toEqual([
      [0, 2],
      [1, 1],
      [29, 2],
    ]);
  });

  test('a constant tensor falls into one bin of a unit interval around it', async () => {
    const found = (await histogramOf(tf.fill([10], 3)))!;
    expect([found.edges[0], found.edges[30]]).toEqual([2.5, 3.5]);
    expect(Math.max(...found.counts)).toBe(10);
  });

  test('a tensor with an infinite element has none', async () => {
    expect(await histogramOf(tf.tensor1d([1, Infinity]))).toBeUndefined();
  });
});
