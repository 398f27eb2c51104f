import { describe, expect, test } from 'vitest';
import type { Initializer, WeightSite } from '../../../src/nn/initializers/initializer';
import { initializers } from '../../../src/nn/initializers/registry';
import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import type { Parameters } from '../../../src/nn/parameters';
import { createStream } from '../../../src/random/stream';
import { normalCdf } from '../../../src/theory/normal';

/** A million weights. Fans are unequal, so that a mode taken for another shows. */
const SITE: WeightSite = { shape: [800, 1250], fanIn: 800, fanOut: 1250 };
const SIZE = 1e6;

/** √n D is above this once in 2,000 times where the distribution is the stated one (Kolmogorov). */
const CRITICAL = 2.03;

type Cdf = (x: number) => number;
const normal =
  (mean: number, variance: number): Cdf =>
  (x) =>
    normalCdf((x - mean) / Math.sqrt(variance));
const uniform =
  (mean: number, variance: number): Cdf =>
  (x) =>
    Math.min(1, Math.max(0, 0.5 + (x - mean) / Math.sqrt(12 * variance)));

/** Cut at two of its standard deviations before the cut, which leaves 0.7737 of the variance. */
const truncated =
  (mean: number, variance: number): Cdf =>
  (x) => {
    const z = (x - mean) / (Math.sqrt(variance) / 0.8796256610342398);
    return (normalCdf(Math.max(-2, Math.min(2, z))) - normalCdf(-2)) / (normalCdf(2) - normalCdf(-2));
  };

type Shape = (mean: number, variance: number) => Cdf;

/** Each random initializer, with parameters that make it another distribution, and what it must follow. */
const CASES: readonly (readonly [name: string, given: Parameters, shape: Shape])[] = [
  ['randomNormal', { mean: 0.2, stddev: 0.3 }, normal],
  ['randomUniform', { minval: -0.1, maxval: 0.4 }, uniform],
  ['truncatedNormal', { mean: -1, stddev: 0.5 }, truncated],
  ['varianceScaling', {}, truncated],
  ['varianceScaling', { correction: false, mode: 'fanOut' }, truncated],
  ['varianceScaling', { scale: 3, distribution: 'normal', mode: 'fanAvg' }, normal],
  ['varianceScaling', { distribution: 'uniform' }, uniform],
  ['heNormal', {}, truncated],
  ['heUniform', {}, uniform],
  ['glorotNormal', {}, truncated],
  ['glorotUniform', {}, uniform],
  ['lecunNormal', {}, truncated],
  ['lecunUniform', {}, uniform],
  ['heNormalUncorrected', {}, truncated],
  ['glorotNormalUncorrected', {}, truncated],
  ['lecunNormalUncorrected', {}, truncated],
  ['pytorchDefault', {}, uniform],
  ['kaimingNormal', { a: 0.2, mode: 'fanOut' }, normal],
  ['kaimingUniform', { nonlinearity: 'tanh' }, uniform],
  ['xavierNormal', { gain: 2 }, normal],
  ['xavierUniform', { nonlinearity: 'relu' }, uniform],
  ['fixup', {}, normal],
  ['siren', {}, uniform],
  ['dataDependent', {}, normal],
  // an entry of a random direction in 1,250 dimensions is normal to within 1/1250
  ['orthogonal', { gain: 1.5 }, normal],
  ['lsuv', {}, normal],
  ['deltaOrthogonal', {}, normal],
];

/** Random initializers that follow none of these; tested below. */
const OTHERS = ['sparse', 'randomizedAsymmetric'];

const entryFor = (name: string): Initializer => entryOf<Initializer>(initializers, 'initializer', name);
const drawn = (name: string, given: Parameters): { values: Float32Array; mean: number; variance: number } => {
  const entry = entryFor(name);
  const parameters = { ...defaultParameters(entry.parameters), ...given };
  return {
    values: entry.draw(parameters, SITE, createStream(4, `${name}/${JSON.stringify(given)}`)),
    ...entry.moments(parameters, SITE),
  };
};

/** √n times the largest distance of the empirical distribution from a continuous one. */
function kolmogorov(values: Float32Array, cdf: Cdf): number {
  const sorted = values.slice().sort();
  let most = 0;
  for (const [i, x] of sorted.entries()) {
    const wanted = cdf(x);
    most = Math.max(most, Math.abs(wanted - i / sorted.length), Math.abs((i + 1) / sorted.length - wanted));
  }
  return Math.sqrt(sorted.length) * most;
}

/** Sample variance about the stated mean, and its standard error. */
function spread(values: Float32Array, mean: number): { variance: number; error: number } {
  let [second, fourth] = [0, 0];
  for (const x of values) {
    const square = (x - mean) ** 2;
    second += square / values.length;
    fourth += square ** 2 / values.length;
  }
  return { variance: second, error: Math.sqrt((fourth - second ** 2) / values.length) };
}

describe('a million draws', () => {
  test.each(CASES)('%s %o follow the distribution and the variance they state', (name, given, shape) => {
    const { values, mean, variance } = drawn(name, given);
    expect(values).toHaveLength(SIZE);
    const found = spread(values, mean);
    expect(Math.abs(found.variance - variance)).toBeLessThan(3 * found.error);
    expect(kolmogorov(values, shape(mean, variance))).toBeLessThan(CRITICAL);
  });

  test('sparse: the share that is not 0 is normal', () => {
    const { values, variance } = drawn('sparse', { sparsity: 0.25, stddev: 0.4 });
    const taken = values.filter((x) => x !== 0);
    expect(taken.length).toBe(0.75 * SIZE);
    expect(kolmogorov(taken, normal(0, 0.16))).toBeLessThan(CRITICAL);
    const found = spread(values, 0);
    expect(Math.abs(found.variance - variance)).toBeLessThan(3 * found.error);
  });

  test('randomizedAsymmetric: normal but for the share of entries that are Beta(2, 1)', () => {
    const { values, mean, variance } = drawn('randomizedAsymmetric', {});
    const share = 1 / 801;
    const other = normal(0, 0.6007473091483077 ** 2 / 800);
    const beta: Cdf = (x) => Math.min(1, Math.max(0, x)) ** 2;
    expect(kolmogorov(values, (x) => share * beta(x) + (1 - share) * other(x))).toBeLessThan(CRITICAL);
    const found = spread(values, mean);
    expect(Math.abs(found.variance - variance)).toBeLessThan(3 * found.error);
  });

  test('no random initializer is left out', () => {
    const tested = new Set([...CASES.map(([name]) => name), ...OTHERS]);
    const random = Object.keys(initializers).filter((name) => {
      const [one, other] = [1, 2].map((seed) =>
        entryFor(name).draw(
          defaultParameters(entryFor(name).parameters),
          { shape: [4, 5], fanIn: 4, fanOut: 5 },
          createStream(seed, 'w'),
        ),
      );
      return one!.join() !== other!.join();
    });
    expect(random.filter((name) => !tested.has(name))).toEqual([]);
  });
});
