import { describe, expect, test } from 'vitest';
import type { Initializer, WeightSite } from '../../../../src/nn/initializers/initializer';
import { initializers } from '../../../../src/nn/initializers/registry';
import { defaultParameters, entryOf } from '../../../../src/nn/parameters';
import type { Parameters } from '../../../../src/nn/parameters';
import { sizeOf } from '../../../../src/nn/shape';
import { createStream } from '../../../../src/random/stream';

const entry = (name: string): Initializer => entryOf<Initializer>(initializers, 'initializer', name);

const withDefaults = (name: string, given: Parameters = {}): Parameters => ({
  ...defaultParameters(entry(name).parameters),
  ...given,
});

const DENSE: WeightSite = { shape: [300, 200], fanIn: 300, fanOut: 200 };
const CONV: WeightSite = { shape: [3, 3, 32, 64], fanIn: 288, fanOut: 576 };

/** Mean, variance and the standard error of each, from the sample's own fourth moment. */
function estimate(values: Float32Array): {
  mean: number;
  variance: number;
  meanError: number;
  varianceError: number;
} {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const second = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
  const fourth = values.reduce((sum, x) => sum + (x - mean) ** 4, 0) / n;
  return {
    mean,
    variance: second,
    meanError: Math.sqrt(second / n),
    varianceError: Math.sqrt((fourth - second ** 2) / n),
  };
}

const RANDOM: readonly (readonly [name: string, given?: Parameters])[] = [
  ['randomNormal'],
  ['randomNormal', { mean: 0.3, stddev: 2 }],
  ['truncatedNormal', { stddev: 0.5 }],
  ['randomUniform', { minval: -1, maxval: 3 }],
  ['varianceScaling', { scale: 2, mode: 'fanOut', distribution: 'normal' }],
  ['varianceScaling', { mode: 'fanAvg', distribution: 'uniform' }],
  ['varianceScaling', { correction: false }],
  ['glorotNormal'],
  ['glorotUniform'],
  ['heNormal'],
  ['heUniform'],
  ['lecunNormal'],
  ['lecunUniform'],
  ['pytorchDefault'],
  ['xavierNormal', { gain: 0.5, nonlinearity: 'tanh' }],
  ['xavierUniform', { nonlinearity: 'relu' }],
  ['kaimingNormal', { a: 0.2, mode: 'fanOut' }],
  ['kaimingUniform', { nonlinearity: 'gelu' }],
  ['heNormalUncorrected'],
  ['glorotNormalUncorrected'],
  ['lecunNormalUncorrected'],
];

describe.each([
  ['dense', DENSE],
  ['convolution', CONV],
])('a %s kernel', (_, site) => {
  test.each(RANDOM.map(([name, given = {}]) => [name, given] as const))(
    '%s %o has the moments it states, within 3 standard errors',
    (name, given) => {
      const parameters = withDefaults(name, given);
      const values = entry(name).draw(parameters, site, createStream(0, 'layer/kernel'));
      const { mean, variance } = entry(name).moments(parameters, site);
      const found = estimate(values);
      expect(values).toHaveLength(sizeOf(site.shape));
      expect(Math.abs(found.mean - mean)).toBeLessThan(3 * found.meanError);
      expect(Math.abs(found.variance - variance)).toBeLessThan(3 * found.varianceError);
    },
  );
});

test('every initializer has a draw that fits its shape and finite moments', () => {
  for (const name of Object.keys(initializers)) {
    const parameters = withDefaults(name);
    expect(entry(name).draw(parameters, CONV, createStream(1, name)), name).toHaveLength(sizeOf(CONV.shape));
    const { mean, variance } = entry(name).moments(parameters, CONV);
    expect(Number.isFinite(mean) && variance >= 0, name).toBe(true);
  }
});

describe('variances', () => {
  const variance = (name: string, site: WeightSite, given?: Parameters): number =>
    entry(name).moments(withDefaults(name, given), site).variance;

  test('he is 2 / fan-in, exactly, although it is truncated', () => {
    expect(variance('heNormal', DENSE)).toBe(2 / 300);
    expect(variance('heNormal', CONV)).toBe(2 / 288);
  });

  test('the uncorrected variants fall short by 0.7737', () => {
    expect(variance('heNormalUncorrected', DENSE)).toBeCloseTo(0.7737413035499233 * (2 / 300), 15);
  });

  test('a truncated normal never leaves two of its standard deviations', () => {
    const values = entry('heNormal').draw({}, DENSE, createStream(7, 'x'));
    const bound = (2 * Math.sqrt(2 / 300)) / 0.8796256610342398;
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.99 * bound);
  });

  test('stddev 0 means 0, not a default', () => {
    expect(
      entry('randomNormal')
        .draw({ mean: 0, stddev: 0 }, DENSE, createStream(0, 'x'))
        .every((x) => x === 0),
    ).toBe(true);
  });

  test('PyTorch’s default draws biases within 1/√fan-in', () => {
    const bias = entry('pytorchDefault').bias!.draw({}, CONV, 5000, createStream(0, 'b'));
    const largest = Math.max(...bias.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(1 / Math.sqrt(288));
    expect(largest).toBeGreaterThan(0.99 / Math.sqrt(288));
  });
});
