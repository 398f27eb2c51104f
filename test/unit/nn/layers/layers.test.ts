import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Layer } from '../../../../src/nn/layers/layer';
import { layers } from '../../../../src/nn/layers/registry';
import { defaultParameters, entryOf } from '../../../../src/nn/parameters';
import type { Parameters } from '../../../../src/nn/parameters';

const entry = (type: string): Layer => entryOf<Layer>(layers, 'layer', type);
const shapeOf = (type: string, given: Parameters, input: number[]): unknown =>
  entry(type).outputShape({ ...defaultParameters(entry(type).parameters), ...given }, input);

describe('output shapes', () => {
  test.each([
    ['dense', { units: 5 }, [7], [5]],
    ['conv2d', { filters: 8 }, [28, 28, 1], [26, 26, 8]],
    ['conv2d', { filters: 8, padding: 'same', strides: 2 }, [7, 6, 3], [4, 3, 8]],
    ['conv2d', { filters: 8, kernelSize: 5, strides: 2 }, [28, 28, 1], [12, 12, 8]],
    ['maxPool2d', {}, [7, 6, 3], [3, 3, 3]],
    ['avgPool2d', { poolSize: 3, strides: 1, padding: 'same' }, [7, 6, 3], [7, 6, 3]],
    ['flatten', {}, [7, 6, 3], [126]],
    ['batchNorm', {}, [7, 6, 3], [7, 6, 3]],
    ['dropout', { rate: 0.5 }, [9], [9]],
  ])('%s %o of %o', (type, given, input, output) => {
    expect(shapeOf(type, given, input)).toEqual(output);
  });

  test.each([
    [
      'dense',
      { units: 5 },
      [28, 28, 1],
      'needs a flat input, but its input is 28×28×1: put a flatten layer before it',
    ],
    ['conv2d', { filters: 8 }, [2, 9, 1], 'its 3×3 kernel is larger than its input, 2×9×1'],
    [
      'conv2d',
      { filters: 8 },
      [784],
      'needs images as input (height × width × channels), but its input is 784',
    ],
    ['maxPool2d', { poolSize: 4 }, [3, 3, 1], 'its 4×4 window is larger than its input, 3×3×1'],
  ])('%s %o of %o is an error', (type, given, input, error) => {
    expect(shapeOf(type, given, input)).toEqual({ error });
  });
});

describe('fans', () => {
  test('of a convolution count the receptive field', () => {
    const parameters = { ...defaultParameters(layers.conv2d.parameters), filters: 32 };
    const [kernel, bias] = entry('conv2d').weights(parameters, [28, 28, 16]);
    expect(kernel).toMatchObject({ shape: [3, 3, 16, 32], fans: { fanIn: 144, fanOut: 288 } });
    expect(bias).toMatchObject({ shape: [32], fans: { fanIn: 144, fanOut: 288 } });
  });

  test('useBias: false leaves the kernel alone', () => {
    expect(
      entry('dense')
        .weights({ units: 3, useBias: false }, [4])
        .map((w) => w.name),
    ).toEqual(['kernel']);
  });
});

test('a layer’s primary parameter is one of its parameters', () => {
  for (const [type, { primary, parameters }] of Object.entries<Layer>(layers)) {
    if (primary !== undefined) expect(Object.keys(parameters), type).toContain(primary);
  }
});

describe('max pooling', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test('shows NaN in its channel of its sample, and passes gradients on to the maxima', () => {
    const values = Array.from({ length: 2 * 4 * 4 * 2 }, (_, i) => (i === 5 ? NaN : (i * 37) % 64));
    const x = tf.tensor4d(values, [2, 4, 4, 2]);
    const pool = (input: tf.Tensor): tf.Tensor =>
      entry('maxPool2d').forward(
        { tf, training: true, weights: {}, statistics: {} },
        { poolSize: 2, padding: 'valid' },
        input,
      ).output;
    const pooled = Array.from(pool(x).dataSync());
    // of sample 0 the second channel holds the NaN
    expect(pooled.map((value, i) => (Number.isNaN(value) ? i : -1)).filter((i) => i >= 0)).toEqual([
      1, 3, 5, 7,
    ]);
    const maxima = tf.grad((input) => tf.sum(pool(input)))(
      tf.tensor4d(
        values.map((v) => v || 0),
        [2, 4, 4, 2],
      ),
    );
    expect(Array.from(maxima.dataSync<'float32'>()).reduce((sum, g) => sum + g)).toBe(16);
  });
});
