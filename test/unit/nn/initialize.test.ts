import { describe, expect, test } from 'vitest';
import { initialize } from '../../../src/nn/initialize';
import { everywhere, sketch } from './models';

const twins = sketch([20], [['dense', { units: 20 }, 'prelu'], ['batchNorm'], ['dense', { units: 20 }]]);
const he = everywhere(twins, 'heNormal');

describe('initialize', () => {
  test('names every weight by its path, in layer order', () => {
    expect(Object.keys(initialize(twins, he, 1))).toEqual([
      'dense_1/kernel',
      'dense_1/bias',
      'dense_1/alpha',
      'batchNorm_1/gamma',
      'batchNorm_1/beta',
      'dense_2/kernel',
      'dense_2/bias',
    ]);
  });

  test('gives constants their value and biases zeros', () => {
    const weights = initialize(twins, he, 1);
    const values = (path: string): Set<number> => new Set(weights[path]!.values);
    expect(values('dense_1/alpha')).toEqual(new Set([0.25]));
    expect(values('batchNorm_1/gamma')).toEqual(new Set([1]));
    expect(values('batchNorm_1/beta')).toEqual(new Set([0]));
    expect(values('dense_1/bias')).toEqual(new Set([0]));
  });

  test('draws different numbers for layers of the same shape', () => {
    const weights = initialize(twins, he, 1);
    expect(weights['dense_1/kernel']!.values).not.toEqual(weights['dense_2/kernel']!.values);
  });

  test('seed 0 is a seed like any other', () => {
    expect(initialize(twins, he, 0)).toEqual(initialize(twins, he, 0));
    expect(initialize(twins, he, 0)).not.toEqual(initialize(twins, he, 1));
  });

  test('a layer keeps its numbers when others change', () => {
    const deeper = sketch(
      [20],
      [
        ['dense', { units: 20 }],
        ['dense', { units: 20 }],
        ['dense', { units: 5 }],
      ],
    );
    const path = 'dense_2/kernel';
    expect(initialize(deeper, everywhere(deeper, 'heNormal'), 4)[path]).toEqual(
      initialize(twins, he, 4)[path],
    );
  });

  test('draws biases where the convention does', () => {
    const choice = {
      layers: Object.fromEntries(
        Object.keys(he.layers).map((name) => {
          const source = { name: 'pytorchDefault', parameters: {} };
          return [name, { kernel: source, bias: source }];
        }),
      ),
    };
    const bias = initialize(twins, choice, 1)['dense_1/bias']!.values;
    expect(new Set(bias).size).toBe(20);
    expect(Math.max(...bias.map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(20));
  });

  test('the numbers of a weight never change between versions', () => {
    expect([...initialize(twins, he, 7)['dense_1/kernel']!.values.slice(0, 4)]).toMatchInlineSnapshot(`
      [
        -0.06072240695357323,
        0.13204239308834076,
        -0.0679282397031784,
        -0.024642666801810265,
      ]
    `);
  });

  test('names the weight that cannot be drawn', () => {
    expect(() => initialize(twins, { layers: {} }, 1)).toThrow('no initializer is chosen for dense_1/kernel');
    const wrong = {
      layers: {
        ...he.layers,
        dense_2: { ...he.layers['dense_2']!, bias: { name: 'identity', parameters: { gain: 1 } } },
      },
    };
    expect(() => initialize(twins, wrong, 1)).toThrow(/^dense_2\/bias: identity is defined for/);
  });
});
