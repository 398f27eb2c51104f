import { SERIES, hermiteSeries, mehler } from './hermite';
import type { Overlap } from './hermite';
import type { Gaussian, Moments } from './gaussian';
import { Lattice } from './lattice';
import { momentsOf } from './moments';
import type { Nonlinearity } from './nonlinearity';
import { Recent, RecurringMeans } from './recent';

const NAMES = [
  'mean',
  'secondMoment',
  'fourthMoment',
  'meanAbsolute',
  'slope',
  'squaredSlope',
  'growth',
] as const satisfies readonly (keyof Moments)[];

/** How an activation responds to normal inputs. */
export interface Responses {
  readonly moments: (h: Gaussian) => Moments;
  /** Of two normals with the distribution h and correlation c in [−1, 1]. */
  readonly overlap: (h: Gaussian, c: number) => Overlap;
}

/**
 * The responses of one activation. Closed forms are evaluated; everything else is looked up: it is integrated on a
 * lattice of ln variance, each point when first needed, and interpolated between (Lagrange, six points), for inputs of
 * mean 0 and of any other mean that keeps coming back, as a constant bias makes it. Interpolation errs by less than
 * 2e-6 of the value, of fourth moments with a mean by less than 1e-4 (test/unit/theory/responses.test.ts). Inputs of
 * other means are integrated, and the last few thousand results kept.
 */
export function responsesOf(phi: Nonlinearity): Responses {
  const centred = tablesOf(phi, 0);
  const byMean = new RecurringMeans((mean) => tablesOf(phi, mean));
  const elsewhere = new Recent((h) => momentsOf(phi, h));
  const seriesElsewhere = new Recent((h) => hermiteSeries(phi, h));
  const shared = phi.closedForm?.overlap;
  const tablesFor = ({ mean, variance }: Gaussian): Tables | undefined => {
    if (!(variance > SMALLEST && variance < LARGEST)) return undefined;
    return mean === 0 ? centred : variance > NARROWEST * mean * mean ? byMean.at(mean) : undefined;
  };

  return {
    moments(h) {
      if (shared || h.variance === 0) return momentsOf(phi, h);
      return tablesFor(h)?.moments(h.variance) ?? elsewhere.at(h);
    },
    overlap(h, c) {
      const correlation = Math.min(1, Math.max(-1, c));
      if (h.variance === 0) {
        const { secondMoment, squaredSlope } = momentsOf(phi, h);
        return { value: secondMoment, slope: squaredSlope };
      }
      if (shared) return shared(h, correlation);
      const series = tablesFor(h)?.series(h.variance) ?? seriesElsewhere.at(h);
      return mehler(series, h.variance, correlation);
    },
  };
}

/** What is tabled for inputs of one mean, by their variance. */
interface Tables {
  readonly moments: (variance: number) => Moments;
  /** Valid until another variance is asked for. */
  readonly series: (variance: number) => Float64Array;
}

function tablesOf(phi: Nonlinearity, mean: number): Tables {
  const moments = new Lattice(NAMES.length, (variance) => {
    const found = momentsOf(phi, { mean, variance });
    return Float64Array.from(NAMES, (name) => found[name]);
  });
  const series = new Lattice(SERIES, (variance) => hermiteSeries(phi, { mean, variance }));
  const [ofMoments, ofSeries] = [new Float64Array(NAMES.length), new Float64Array(SERIES)];
  return {
    moments: keepingLatest((variance) => {
      const at = moments.at(variance, ofMoments);
      return {
        mean: at[0]!,
        secondMoment: at[1]!,
        fourthMoment: at[2]!,
        meanAbsolute: at[3]!,
        slope: at[4]!,
        squaredSlope: at[5]!,
        growth: at[6]!,
      };
    }),
    series: keepingLatest((variance) => series.at(variance, ofSeries)),
  };
}

/** One and the same variance is often asked for several times in a row. */
function keepingLatest<T>(compute: (variance: number) => T): (variance: number) => T {
  let latest: { readonly variance: number; readonly result: T } | undefined;
  return (variance) => {
    if (latest?.variance !== variance) latest = { variance, result: compute(variance) };
    return latest.result;
  };
}

/** Variances outside are too small or too large for a lattice point's own arithmetic. */
const SMALLEST = 1e-140;
const LARGEST = 1e140;

/** Against the squared mean: of narrower inputs the table would have to resolve every bend of the activation. */
const NARROWEST = 0.1;
