import { statisticOf } from '../../src/runs/statistic';
import { at } from './columns';

/** A trial's series placed on the x axis. */
export interface PlacedSeries {
  readonly seed: number;
  readonly steps: Float64Array;
  readonly xs: Float64Array;
  readonly values: Float32Array;
}

/** Mean over seeds at each step that any seed has reached. */
export interface SeedMean {
  readonly steps: Float64Array;
  readonly xs: Float64Array;
  /** NaN where no seed has a finite value. */
  readonly means: Float32Array;
  /** Sample standard deviation; NaN below two finite values. */
  readonly deviations: Float32Array;
}

/** Values that are not finite are left out of the mean; they are marked on the chart by themselves. */
export function meanOverSeeds(series: readonly PlacedSeries[]): SeedMean {
  const steps = mergeSteps(series.map((one) => one.steps));
  const xs = new Float64Array(steps.length);
  const means = new Float32Array(steps.length);
  const deviations = new Float32Array(steps.length);
  const cursors = series.map(() => 0);
  const values: number[] = [];
  steps.forEach((step, index) => {
    values.length = 0;
    let sumOfX = 0;
    series.forEach((one, which) => {
      const cursor = cursors[which] ?? 0;
      if (at(one.steps, cursor) !== step) return;
      cursors[which] = cursor + 1;
      sumOfX += at(one.xs, cursor);
      values.push(at(one.values, cursor));
    });
    const { mean, sd } = statisticOf(values);
    xs[index] = sumOfX / values.length;
    means[index] = mean;
    deviations[index] = sd ?? Number.NaN;
  });
  return { steps, xs: ascending(xs), means, deviations };
}

function mergeSteps(columns: readonly Float64Array[]): Float64Array {
  const [first] = columns;
  if (first !== undefined && columns.every((other) => sameSteps(first, other))) return first;
  return Float64Array.from(new Set(columns.flatMap((column) => [...column]))).sort();
}

const sameSteps = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);

/** A mean of times may step back where a slow seed ends; the axis must not. */
function ascending(xs: Float64Array): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  return xs.map((x) => (highest = Math.max(highest, x)));
}
