import { expect, test } from 'vitest';
import { integrateHead, softmaxHeads } from '../../../src/theory/initialLoss';
import { normalMean } from '../../../src/theory/quadrature';

test.each([0.01, 0.5, 0.99, 1.01, 4, 100])(
  'two classes with logit variance %d: E ln(1 + eᵈ), d ~ N(0, 2v)',
  (v) => {
    const sd = Math.sqrt(2 * v);
    const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    const breaks = [-8 / sd, 8 / sd];
    const { loss, concentration } = integrateHead(2, v);
    expect(loss).toBeCloseTo(
      normalMean((z) => softplus(sd * z), breaks),
      6,
    );
    const p = (x: number): number => 1 / (1 + Math.exp(-x));
    expect(concentration).toBeCloseTo(
      normalMean((z) => p(sd * z) ** 2 + p(-sd * z) ** 2, breaks),
      6,
    );
  },
);

test('both ways to integrate agree where they meet', () => {
  for (const classes of [2, 10, 100, 1000]) {
    const [narrow, wide] = [integrateHead(classes, 0.999999), integrateHead(classes, 1.000001)];
    expect(wide.loss).toBeCloseTo(narrow.loss, 4);
    expect(wide.concentration).toBeCloseTo(narrow.concentration, 4);
  }
});

test('the loss grows with half of what Σp² lacks to 1 (Price’s theorem)', () => {
  const head = softmaxHeads(10);
  for (const v of [0.01, 0.7, 20]) {
    const slope = (head(v * 1.01).loss - head(v * 0.99).loss) / (0.02 * v);
    expect(slope / (0.5 * (1 - head(v).concentration))).toBeCloseTo(1, 3);
  }
});

test('the guide’s table for ten classes', () => {
  const head = softmaxHeads(10);
  for (const [v, loss] of [
    [0.1, 2.347],
    [1, 2.728],
    [4, 3.77],
    [10, 5.305],
    [100, 15.5],
  ] as const)
    expect(Math.abs(head(v).loss / loss - 1)).toBeLessThan(2e-3);
});

test('the limits: ln K + (v/2)(1 − 1/K) for small v, 1.5388 √v for large', () => {
  const head = softmaxHeads(10);
  expect(head(0).loss).toBe(Math.log(10));
  expect(head(0).gradient).toBeCloseTo(0.09, 12);
  expect(head(1e-6).loss - Math.log(10)).toBeCloseTo(0.45e-6, 9);
  expect(head(1e12).loss / 1e6).toBeCloseTo(1.5388, 3);
  expect(head(Infinity).loss).toBe(Infinity);
  expect(head(NaN).loss).toBeNaN();
});
