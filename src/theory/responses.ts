import { TERMS, hermiteCoefficients, mehler } from './hermite';
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
  /**
   * Of two normals with the distribution h and correlation c in [−1, 1].
   * @param moments those of h, where they are known
   */
  readonly overlap: (h: Gaussian, c: number, moments?: Moments) => Overlap;
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
  const coefficientsElsewhere = new Recent((h) => hermiteCoefficients(phi, h));
  const shared = phi.closedForm?.overlap;
  const tablesFor = ({ mean, variance }: Gaussian): Tables | undefined => {
    if (!(variance > SMALLEST && variance < LARGEST)) return undefined;
    return mean === 0 ? centred : variance > NARROWEST * mean * mean ? byMean.at(mean) : undefined;
  };
  const respond = (h: Gaussian): Moments => {
    if (shared || h.variance === 0) return momentsOf(phi, h);
    return tablesFor(h)?.moments(h.variance) ?? elsewhere.at(h);
  };

  return {
    moments: respond,
    overlap(h, c, moments = respond(h)) {
      const correlation = Math.min(1, Math.max(-1, c));
      if (h.variance === 0) {
        const { secondMoment, squaredSlope } = momentsOf(phi, h);
        return { value: secondMoment, slope: squaredSlope };
      }
      if (shared) return shared(h, correlation);
      const known = tablesFor(h)?.coefficients(h.variance) ?? coefficientsElsewhere.at(h);
      return mehler(known, moments, h.variance, correlation);
    },
  };
}

/** What is tabled for inputs of one mean, by their variance. */
interface Tables {
  readonly moments: (variance: number) => Moments;
  /** Valid until the next call. */
  readonly coefficients: (variance: number) => Float64Array;
}

function tablesOf(phi: Nonlinearity, mean: number): Tables {
  const moments = new Lattice(NAMES.length, (variance) => {
    const found = momentsOf(phi, { mean, variance });
    return Float64Array.from(NAMES, (name) => found[name]);
  });
  const coefficients = new Lattice(TERMS, (variance) => hermiteCoefficients(phi, { mean, variance }));
  const [ofMoments, ofCoefficients] = [new Float64Array(NAMES.length), new Float64Array(TERMS)];
  return {
    moments(variance) {
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
    },
    coefficients: (variance) => coefficients.at(variance, ofCoefficients),
  };
}

/** Variances outside are too small or too large for a lattice point's own arithmetic. */
const SMALLEST = 1e-60;
const LARGEST = 1e60;

/** Against the squared mean: of narrower inputs the table would have to resolve every bend of the activation. */
const NARROWEST = 0.1;
