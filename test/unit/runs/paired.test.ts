import { describe, expect, it } from 'vitest';
import { comparePairs, signTest, studentT } from '../../../src/runs/paired';

describe('studentT', () => {
  // from tables of Student's t, two-sided
  it.each([
    [1, 0.95, 12.7062],
    [2, 0.95, 4.30265],
    [3, 0.95, 3.18245],
    [4, 0.95, 2.77645],
    [9, 0.95, 2.26216],
    [30, 0.95, 2.04227],
    [5, 0.99, 4.03214],
  ])('with %d degrees of freedom and level %d is %d', (degrees, level, expected) => {
    expect(studentT(degrees, level)).toBeCloseTo(expected, 4);
  });
});

describe('signTest', () => {
  // 2/8, 2/32, 2·11/1024
  it.each([
    [3, 0, 0.25],
    [0, 5, 0.0625],
    [9, 1, 0.02148438],
    [5, 5, 1],
  ])('of %d against %d is %d', (greater, less, expected) => {
    expect(signTest(greater, less)).toBeCloseTo(expected, 7);
  });
});

describe('comparePairs', () => {
  it('gives the mean difference with its interval', () => {
    // t for 3 degrees of freedom is 3.18245, the deviation √(5/3), its margin 3.18245 · √(5/3) / 2
    const {
      mean,
      interval,
      greater,
      less,
      signTest: p,
    } = comparePairs([
      [5, 4],
      [7, 5],
      [6, 6],
      [9, 6],
    ]);
    expect(mean).toBe(1.5);
    expect(interval?.[0]).toBeCloseTo(-0.55426, 4);
    expect(interval?.[1]).toBeCloseTo(3.55426, 4);
    expect([greater, less, p]).toEqual([3, 0, 0.25]);
  });

  it('promises nothing from one pair, nor from equal ones', () => {
    expect(comparePairs([[2, 1]]).interval).toBeUndefined();
    expect(comparePairs([[1, 1]]).signTest).toBeUndefined();
  });
});
