import { expect, test } from 'vitest';
import { erf, erfcx, normalCdf } from '../../../src/theory/normal';
import { gaussLegendre, normalMean } from '../../../src/theory/quadrature';

test('a rule of n nodes integrates polynomials up to degree 2n − 1', () => {
  const { points, weights } = gaussLegendre(5);
  for (const [power, integral] of [
    [0, 2],
    [2, 2 / 3],
    [8, 2 / 9],
    [9, 0],
  ] as const) {
    const sum = Array.from(points).reduce((total, x, i) => total + weights[i]! * x ** power, 0);
    expect(sum).toBeCloseTo(integral, 14);
  }
});

test('moments of the standard normal', () => {
  expect(normalMean(() => 1)).toBeCloseTo(1, 13);
  expect(normalMean((z) => z ** 4)).toBeCloseTo(3, 12);
  expect(normalMean((z) => Math.abs(z - 0.3), [0.3])).toBeCloseTo(
    2 * (Math.exp(-0.045) / Math.sqrt(2 * Math.PI)) + 0.3 * (2 * normalCdf(0.3) - 1),
    13,
  );
});

test('erf and its scaled complement (Abramowitz & Stegun, tables 7.1 and 7.3)', () => {
  expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
  expect(erf(-2.5)).toBeCloseTo(-0.999593048, 9);
  expect(erf(1e-9) / 1e-9).toBeCloseTo(2 / Math.sqrt(Math.PI), 12);
  expect(erfcx(1)).toBeCloseTo(0.4275835762, 10);
  // both branches agree where they meet
  expect(erfcx(2 - 1e-12) / erfcx(2 + 1e-12)).toBeCloseTo(1, 10);
  expect(1e6 * erfcx(1e6)).toBeCloseTo(1 / Math.sqrt(Math.PI), 10);
});
