import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StepPool } from '../../../../src/runs/store/stepPool';
import type { PlacedSeries } from '../../../../webview/model/seedMean';
import { SeedMean } from '../../../../webview/model/seedMean';

const series = (seed: number, steps: readonly number[], values: readonly number[]): PlacedSeries => ({
  seed,
  steps: Float64Array.from(steps),
  xs: Float64Array.from(steps),
  values: Float32Array.from(values),
});

const columnsOf = ({ steps, xs, means, band }: SeedMean) => ({
  steps: [...steps],
  xs: [...xs],
  means: [...means.values],
  lows: [...band.lows.values],
  highs: [...band.highs.values],
});
const meanOf = (...all: readonly PlacedSeries[]) => columnsOf(new SeedMean(new StepPool()).grow(all));

describe('SeedMean', () => {
  it('gives mean and sample deviation at each step', () => {
    const { means, lows, highs } = meanOf(series(0, [0, 1], [1, 4]), series(1, [0, 1], [3, 4]));
    expect(means).toEqual([2, 4]);
    expect(highs[0]).toBeCloseTo(2 + Math.SQRT2, 6);
    expect(lows[0]).toBeCloseTo(2 - Math.SQRT2, 6);
    expect([lows[1], highs[1]]).toEqual([4, 4]);
  });

  it('goes on with the seeds that remain', () => {
    const { steps, means, lows } = meanOf(series(0, [0, 1], [1, 2]), series(1, [0], [3]));
    expect(steps).toEqual([0, 1]);
    expect(means).toEqual([2, 2]);
    expect(lows[1]).toBeNaN();
  });

  it('leaves out what is not finite, and is NaN when nothing is', () => {
    const { means } = meanOf(series(0, [0, 1], [Infinity, Number.NaN]), series(1, [0, 1], [3, Number.NaN]));
    expect(means[0]).toBe(3);
    expect(means[1]).toBeNaN();
  });

  it('merges the steps of seeds that were measured at different ones', () => {
    const { steps, means } = meanOf(series(0, [0, 2, 4], [1, 3, 5]), series(1, [1, 2, 7], [2, 5, 9]));
    expect(steps).toEqual([0, 1, 2, 4, 7]);
    expect(means).toEqual([1, 2, 4, 5, 9]);
  });

  it('keeps times ascending where a slow seed ends', () => {
    const slow = { ...series(0, [0, 1], [1, 1]), xs: Float64Array.of(0, 10) };
    const fast = { ...series(1, [0, 1, 2], [1, 1, 1]), xs: Float64Array.of(0, 2, 3) };
    expect(meanOf(slow, fast).xs).toEqual([0, 6, 6]);
  });

  it('comes to the same however the points of each seed come in', () => {
    const points = fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 30 }).map((steps) => {
      const ascending = [...steps].sort((a, b) => a - b);
      return series(
        0,
        ascending,
        ascending.map((step) => (step % 7 === 0 ? Number.NaN : (13 * step) % 10)),
      );
    });
    const cuts = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 5 });
    fc.assert(
      fc.property(fc.tuple(points, points, points), cuts, (all, stages) => {
        const grown = new SeedMean(new StepPool());
        const lengths = all.map(() => 0);
        for (const stage of stages) {
          const parts = all.map(({ seed, steps, xs, values }, which) => {
            const more = (stage[which] ?? 0) % (steps.length + 1);
            const length = (lengths[which] = Math.max(lengths[which] ?? 0, more));
            return {
              seed,
              steps: steps.subarray(0, length),
              xs: xs.subarray(0, length),
              values: values.subarray(0, length),
            };
          });
          grown.grow(parts);
        }
        expect(columnsOf(grown.grow(all))).toEqual(meanOf(...all));
      }),
      { numRuns: 300 },
    );
  });
});
