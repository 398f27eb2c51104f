import type { Range } from '../contract';
import type { Decimated } from './decimation';
import { decimate } from './decimation';
import type { Trace, Weight } from './plot';

/** One line of an initializer, in full: what smoothing and means over seeds have made of its values. */
export interface Curve {
  readonly xs: Float64Array;
  readonly values: Float32Array;
  /** The values before smoothing, drawn faintly below. */
  readonly raw?: Float32Array;
  /** Edges of the band around a mean over seeds. */
  readonly band?: { readonly lows: Float32Array; readonly highs: Float32Array };
}

export interface TraceOptions {
  readonly weight: Weight;
  readonly shaped: boolean;
  readonly buckets: number;
  readonly range: Range | undefined;
}

export interface Drawn {
  readonly traces: readonly Trace[];
  /** Points drawn of all that could be, raw lines under smoothed ones left aside. */
  readonly drawn: number;
  readonly total: number;
}

/** What is drawn of a curve in the range that is shown. */
export function drawnOf(
  initializer: string,
  { xs, values, raw, band }: Curve,
  { weight, shaped, buckets, range }: TraceOptions,
): Drawn {
  const thinned = (column: Float32Array): Decimated => decimate(xs, column, buckets, range);
  const { points, drawn, total } = thinned(values);
  const trace = {
    initializer,
    points,
    weight,
    shaped,
    ...(band === undefined
      ? {}
      : { band: { lows: thinned(band.lows).points, highs: thinned(band.highs).points } }),
  };
  return {
    traces:
      raw === undefined
        ? [trace]
        : [
            { initializer, points: thinned(raw).points, weight: 'raw', shaped: false },
            { ...trace, weight: 'smooth' },
          ],
    drawn,
    total,
  };
}
