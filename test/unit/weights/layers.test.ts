import { describe, expect, test } from 'vitest';
import { takeLayers, tensorsByLayer } from '../../../src/weights/layers';
import type { NamedTensors } from '../../../src/weights/tensors';
import { sketch } from '../nn/models';

const tensor = (shape: readonly number[], first = 0): NamedTensors[string] => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => first + i),
});
const model = sketch([4], [['dense', { units: 3 }], ['batchNorm'], ['dense', { units: 2 }]]);
const whole: NamedTensors = {
  'weights/dense_1/kernel': tensor([4, 3]),
  'weights/dense_1/bias': tensor([3], 100),
  'weights/batchNorm_1/gamma': tensor([3]),
  'weights/batchNorm_1/beta': tensor([3]),
  'statistics/batchNorm_1/mean': tensor([3], 7),
  'statistics/batchNorm_1/variance': tensor([3]),
  'slots/dense_1/kernel/m': tensor([4, 3]),
  'weights/dense_2/kernel': tensor([3, 5]),
  'weights/dense_2/bias': tensor([5]),
};
const layers = { dense_1: 'dense_1', batchNorm_1: 'batchNorm_1' };

describe('layers taken over', () => {
  test('are their weights and statistics, by the names of a training state', () => {
    const state = takeLayers({ file: 'a.safetensors', tensors: whole }, model, layers);
    expect(Object.keys(state)).toEqual([
      'weights/dense_1/kernel',
      'weights/dense_1/bias',
      'weights/batchNorm_1/gamma',
      'weights/batchNorm_1/beta',
      'statistics/batchNorm_1/mean',
      'statistics/batchNorm_1/variance',
    ]);
    expect([...state['weights/dense_1/bias']!]).toEqual([100, 101, 102]);
    expect([...state['statistics/batchNorm_1/mean']!]).toEqual([7, 8, 9]);
  });

  test.each([
    [
      { dense_2: 'dense_2' },
      /a\.h5, dense_2\/kernel: found shape 3×5, expected 3×2, the shape of dense_2\/kernel here/,
    ],
    [
      { dense_1: 'dens_1' },
      /found the layers dense_1, batchNorm_1, dense_2, expected a layer "dens_1"; did you mean "dense_1"\?/,
    ],
    [{ batchNorm_1: 'dense_1' }, /dense_1: found kernel, bias, expected a tensor "gamma"/],
  ])('that do not fit are an error: %j', (wanted, message) => {
    expect(() => takeLayers({ file: 'a.h5', tensors: whole }, model, wanted)).toThrow(message);
  });
});

describe('the names of other programs', () => {
  const namesOf = (tensors: NamedTensors): Record<string, string[]> =>
    Object.fromEntries([...tensorsByLayer(tensors)].map(([layer, own]) => [layer, Object.keys(own)]));

  test('Keras 2, with and without the group of the model, and Keras 3', () => {
    expect(
      namesOf({
        'model_weights/dense/dense/kernel:0': tensor([4, 3]),
        'model_weights/dense/dense/bias:0': tensor([3]),
        'bn/bn/gamma:0': tensor([3]),
        'bn/bn/moving_mean:0': tensor([3]),
        'bn/bn/moving_variance:0': tensor([3]),
        'layers/dense_1/vars/0': tensor([3, 2]),
        'layers/dense_1/vars/1': tensor([2]),
        'layers/batch_normalization/vars/0': tensor([3]),
        'layers/batch_normalization/vars/1': tensor([3]),
        'layers/batch_normalization/vars/2': tensor([3]),
        'layers/batch_normalization/vars/3': tensor([3]),
      }),
    ).toEqual({
      dense: ['kernel', 'bias'],
      bn: ['gamma', 'mean', 'variance'],
      dense_1: ['kernel', 'bias'],
      batch_normalization: ['gamma', 'beta', 'mean', 'variance'],
    });
  });

  test('PyTorch, whose kernels are turned', () => {
    const tensors = {
      'features.0.weight': tensor([2, 3, 1, 2]), // out 2, in 3, window 1×2
      'features.0.bias': tensor([2]),
      'norm.weight': tensor([2]),
      'norm.bias': tensor([2]),
      'norm.running_mean': tensor([2]),
      'norm.running_var': tensor([2]),
      'fc.weight': tensor([2, 3]),
    };
    expect(namesOf(tensors)).toEqual({
      'features.0': ['kernel', 'bias'],
      norm: ['gamma', 'beta', 'mean', 'variance'],
      fc: ['kernel'],
    });
    const found = tensorsByLayer(tensors);
    expect(found.get('fc')!['kernel']!.shape).toEqual([3, 2]);
    expect([...found.get('fc')!['kernel']!.values]).toEqual([0, 3, 1, 4, 2, 5]);
    const filter = found.get('features.0')!['kernel']!;
    expect(filter.shape).toEqual([1, 2, 3, 2]);
    // position 1 of input 2 for output 1: (1·3 + 2)·2 + 1
    expect(filter.values[(1 * 3 + 2) * 2 + 1]).toBe(11);
  });
});
