import type { Range } from '../contract';
import type { Decimated, Kept } from './decimation';
import { decimate, stretchesOf } from './decimation';
import type { Trace, Weight } from './plot';
import type { Pyramid } from './pyramid';

/** One line of an initializer, in full: what smoothing and means over seeds have made of its values. */
export interface Curve {
  readonly xs: Float64Array;
  readonly values: Pyramid;
  /** The values before smoothing, drawn faintly below. */
  readonly raw?: Pyramid;
  /** Edges of the band around a mean over seeds. */
  readonly band?: { readonly lows: Pyramid; readonly highs: Pyramid };
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
  const stretches = stretchesOf(xs, buckets, range);
  const thinned = (column: Pyramid, kept?: Kept): Decimated => decimate(xs, column, stretches, kept);
  const { points, drawn, total } = thinned(values);
  const trace = {
    initializer,
    points,
    weight,
    shaped,
    ...(band === undefined
      ? {}
      : {
          band: { lows: thinned(band.lows, 'lowest').points, highs: thinned(band.highs, 'highest').points },
        }),
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
