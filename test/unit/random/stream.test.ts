import { describe, expect, test } from 'vitest';
import { inverseNormal } from '../../../src/random/inverseNormal';
import { portableLog } from '../../../src/random/log';
import { createStream, permutation } from '../../../src/random/stream';

describe('portableLog', () => {
  test.each([1e-300, 1e-16, 0.1, 0.5, 0.999999, 1, 1.5, Math.E, 1e10])(
    'agrees with Math.log at %d to 1 ulp',
    (x) => {
      const exact = Math.log(x);
      expect(Math.abs(portableLog(x) - exact)).toBeLessThanOrEqual(
        Number.EPSILON * Math.max(Math.abs(exact), 1e-300),
      );
    },
  );
});

describe('inverseNormal', () => {
  // Python 3.11: statistics.NormalDist().inv_cdf(p)
  test.each([
    [1e-12, -7.034483825301131],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400536],
    [0.5, 0],
    [0.8, 0.8416212335729143],
    [0.999999, 4.753424308817089],
  ])('quantile at %d', (p, z) => {
    expect(inverseNormal(p)).toBeCloseTo(z, 12);
  });
});

describe('createStream', () => {
  const take = (seed: number, path: string, n = 5): number[] => {
    const stream = createStream(seed, path);
    return Array.from({ length: n }, () => stream.uniform());
  };

  test('the first numbers of a stream never change between versions', () => {
    expect(take(0, 'dense_1/kernel', 3)).toMatchInlineSnapshot(`
      [
        0.11506317072843225,
        0.6412511188201566,
        0.18455201065713595,
      ]
    `);
  });

  test('is a function of seed and path alone', () => {
    expect(take(7, 'a')).toEqual(take(7, 'a'));
    expect(take(7, 'a')).not.toEqual(take(8, 'a'));
    expect(take(7, 'a')).not.toEqual(take(7, 'b'));
    expect(take(0, 'a')).not.toEqual(take(-1, 'a'));
  });

  test('normals have the moments of a standard normal within 4 standard errors', () => {
    const stream = createStream(1, 'moments');
    const n = 200_000;
    let [m1, m2, m4] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const z = stream.normal();
      m1 += z / n;
      m2 += z ** 2 / n;
      m4 += z ** 4 / n;
    }
    expect(Math.abs(m1)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(m2 - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(m4 - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  test('truncated normals stay within two standard deviations and have variance 0.7737', () => {
    const stream = createStream(2, 'truncated');
    const draws = Array.from({ length: 100_000 }, () => stream.truncatedNormal());
    expect(Math.max(...draws.slice(0, 50_000).map(Math.abs))).toBeLessThanOrEqual(2);
    expect(draws.reduce((s, z) => s + z * z, 0) / draws.length).toBeCloseTo(0.7737413, 1.9);
  });

  test('a seed that is not a whole number is refused', () => {
    expect(() => createStream(0.5, 'a')).toThrow(/whole number/);
  });
});

test('permutation holds every index once and differs between streams', () => {
  const order = permutation(1000, createStream(3, 'batches/epoch-0'));
  expect([...order].sort((x, y) => x - y)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(order).not.toEqual(permutation(1000, createStream(3, 'batches/epoch-1')));
});
