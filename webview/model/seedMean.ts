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
  /** Mean ± one standard deviation. */
  readonly band: { readonly lows: Float32Array; readonly highs: Float32Array };
}

/**
 * Values that are not finite are left out of the mean; they are marked on the chart by themselves. Plain loops: a
 * live panel does this ten times a second for every step of every trial.
 */
export function meanOverSeeds(series: readonly PlacedSeries[]): SeedMean {
  const steps = mergeSteps(series.map((one) => one.steps));
  const xs = new Float64Array(steps.length);
  const means = new Float32Array(steps.length);
  const deviations = new Float32Array(steps.length);
  const band = { lows: new Float32Array(steps.length), highs: new Float32Array(steps.length) };
  const cursors = new Uint32Array(series.length);
  const values = new Float64Array(series.length);
  for (let index = 0; index < steps.length; index++) {
    const step = at(steps, index);
    let [sumOfX, present, sum, finite] = [0, 0, 0, 0];
    for (let which = 0; which < series.length; which++) {
      const one = series[which];
      if (one === undefined) continue;
      const cursor = cursors[which] ?? 0;
      if (at(one.steps, cursor) !== step) continue;
      cursors[which] = cursor + 1;
      sumOfX += at(one.xs, cursor);
      present++;
      const value = at(one.values, cursor);
      if (!Number.isFinite(value)) continue;
      values[finite++] = value;
      sum += value;
    }
    const mean = sum / finite;
    let squares = 0;
    for (let k = 0; k < finite; k++) squares += (at(values, k) - mean) ** 2;
    xs[index] = sumOfX / present;
    means[index] = mean;
    const deviation = finite > 1 ? Math.sqrt(squares / (finite - 1)) : Number.NaN;
    deviations[index] = deviation;
    band.lows[index] = mean - deviation;
    band.highs[index] = mean + deviation;
  }
  return { steps, xs: ascending(xs), means, deviations, band };
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
