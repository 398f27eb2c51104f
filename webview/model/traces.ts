import { at } from './columns';
import type { Point } from './decimation';
import { decimate } from './decimation';
import type { Trace, Weight } from './plot';
import type { PlacedSeries, SeedMean } from './seedMean';
import { meanOverSeeds } from './seedMean';
import { smooth } from './smoothing';

export interface TraceOptions {
  readonly smoothing: number;
  readonly log: boolean;
  /** One line for the mean over seeds, else one for each. */
  readonly mean: boolean;
  readonly thin: boolean;
  readonly shaped: boolean;
  readonly buckets: number;
}

export interface Drawn {
  readonly traces: readonly Trace[];
  /** Points drawn of all that could be, raw lines under smoothed ones left aside. */
  readonly drawn: number;
  readonly total: number;
  /** Values that a log axis cannot show. */
  readonly notPositive: number;
}

/** Lines of one quantity of one initializer. */
export function tracesOf(initializer: string, series: readonly PlacedSeries[], options: TraceOptions): Drawn {
  const notPositive = series.reduce((sum, { values }) => sum + countNotPositive(values), 0);
  const parts =
    options.mean && series.length > 1
      ? [meanLine(initializer, meanOverSeeds(series), options)]
      : series.map(({ xs, values }) =>
          line(initializer, xs, values, options.thin || series.length > 1 ? 'thin' : 'thick', options),
        );
  return {
    traces: parts.flatMap(({ traces }) => traces),
    drawn: parts.reduce((sum, part) => sum + part.drawn, 0),
    total: parts.reduce((sum, part) => sum + part.total, 0),
    notPositive,
  };
}

interface Line {
  readonly traces: readonly Trace[];
  readonly drawn: number;
  readonly total: number;
}

function line(
  initializer: string,
  xs: Float64Array,
  values: Float32Array,
  weight: Weight,
  { smoothing, log, shaped, buckets }: TraceOptions,
): Line {
  const { points, drawn, total } = decimate(xs, drawable(smooth(values, smoothing), log), buckets);
  const trace = { initializer, points, weight, shaped };
  if (smoothing <= 0) return { traces: [trace], drawn, total };
  const raw = decimate(xs, drawable(values, log), buckets).points;
  return {
    traces: [
      { initializer, points: raw, weight: 'raw', shaped: false },
      { ...trace, weight: 'smooth' },
    ],
    drawn,
    total,
  };
}

function meanLine(initializer: string, mean: SeedMean, options: TraceOptions): Line {
  const drawn = line(initializer, mean.xs, mean.means, options.thin ? 'thin' : 'thick', options);
  const [only] = drawn.traces;
  if (options.smoothing > 0 || only === undefined) return drawn;
  const band = {
    lows: edge(mean, -1, options),
    highs: edge(mean, 1, options),
  };
  return { ...drawn, traces: [{ ...only, band }] };
}

/** Mean ± one standard deviation. On a log axis a lower edge that is not positive leaves the band open there. */
function edge(
  { xs, means, deviations }: SeedMean,
  sign: -1 | 1,
  { log, buckets }: TraceOptions,
): readonly Point[] {
  const edges = means.map((mean, index) => mean + sign * at(deviations, index));
  return decimate(xs, drawable(edges, log), buckets).points;
}

/** What an axis can show of a series; NaN breaks the line. */
const drawable = (values: Float32Array, log: boolean): Float32Array =>
  values.map((value) => (Number.isFinite(value) && !(log && value <= 0) ? value : Number.NaN));

const countNotPositive = (values: Float32Array): number =>
  values.reduce((count, value) => (value <= 0 ? count + 1 : count), 0);
