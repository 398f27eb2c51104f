import { describe, expect, it } from 'vitest';
import { meanOverSeeds } from '../../../../webview/model/seedMean';

const series = (seed: number, steps: readonly number[], values: readonly number[]) => ({
  seed,
  steps: Float64Array.from(steps),
  xs: Float64Array.from(steps),
  values: Float32Array.from(values),
});

describe('meanOverSeeds', () => {
  it('gives mean and sample deviation at each step', () => {
    const { means, deviations } = meanOverSeeds([series(0, [0, 1], [1, 4]), series(1, [0, 1], [3, 4])]);
    expect([...means]).toEqual([2, 4]);
    expect(deviations[0]).toBeCloseTo(Math.SQRT2, 6);
    expect(deviations[1]).toBe(0);
  });

  it('goes on with the seeds that remain', () => {
    const { steps, means, deviations } = meanOverSeeds([series(0, [0, 1], [1, 2]), series(1, [0], [3])]);
    expect([...steps]).toEqual([0, 1]);
    expect([...means]).toEqual([2, 2]);
    expect(deviations[1]).toBeNaN();
  });

  it('leaves out what is not finite, and is NaN when nothing is', () => {
    const { means } = meanOverSeeds([
      series(0, [0, 1], [Infinity, Number.NaN]),
      series(1, [0, 1], [3, Number.NaN]),
    ]);
    expect(means[0]).toBe(3);
    expect(means[1]).toBeNaN();
  });
});
