import { describe, expect, test } from 'vitest';
import { describeDataset } from '../../../src/data/registry';
import { inputMoments, inputSignal } from '../../../src/theory/input';
import { measureInputMoments } from '../../../src/theory/measureInput';
import { pooled } from '../../../src/theory/signal';

const known = (name: string) => describeDataset(name, {})!;

describe('known datasets', () => {
  test('MNIST on the unit scale', () => {
    const { mean, secondMoment } = inputMoments(known('mnist'), 'unit')!;
    expect(mean).toBe(0.1307);
    expect(secondMoment).toBeCloseTo(0.11201, 4);
  });

  test('standardised, with the correlation that is left (guides/theory.md: .30)', () => {
    const moments = inputMoments(known('mnist'), 'standardize')!;
    expect(moments).toMatchObject({ mean: 0, secondMoment: 1 });
    expect(moments.correlation).toBeCloseTo(0.292, 2);
    expect(moments.energySpread).toBeCloseTo(0.31, 2);
  });

  test('bytes as they are', () => {
    expect(inputMoments(known('mnist'), 'none')!.secondMoment).toBeCloseTo(255 ** 2 * 0.11201, -1);
  });

  test('a table is known when it is standardised, else not', () => {
    expect(inputMoments(known('moons'), 'standardize')).toEqual({ mean: 0, secondMoment: 1 });
    expect(inputMoments(known('moons'), 'none')).toBeUndefined();
  });
});

test('two kinds of samples hold the stated moments', () => {
  const input = { mean: 0.2, secondMoment: 0.3, correlation: 0.5, meanSpread: 0.1, energySpread: 0.4 };
  const signal = inputSignal(input);
  expect(signal.kinds.length).toBe(2);
  expect(pooled(signal)).toMatchObject({
    mean: expect.closeTo(0.2, 12) as number,
    secondMoment: expect.closeTo(0.3, 12) as number,
  });
  expect(pooled(signal).correlation).toBeCloseTo(0.5, 12);
});

test('moments of inputs at hand', () => {
  const moments = measureInputMoments([1, 2, 3, 0, -1, 1], 2);
  expect(moments.mean).toBeCloseTo(1, 12);
  expect(moments.secondMoment).toBeCloseTo(16 / 6, 12);
  expect(moments.meanAbsolute).toBeCloseTo(8 / 6, 12);
  expect(moments.meanSpread).toBeCloseTo(1, 12);
  expect(moments.energySpread).toBeCloseTo((14 - 2) / 16, 12);
  // x·x′ = 0 − 2 + 3, over 3 values
  expect(moments.correlation).toBeCloseTo(1 / 3 / (16 / 6), 12);
});
