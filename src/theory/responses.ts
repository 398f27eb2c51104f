import { TERMS, hermiteCoefficients, mehler } from './hermite';
import type { Overlap } from './hermite';
import type { Gaussian, Moments } from './gaussian';
import { Lattice } from './lattice';
import { momentsOf } from './moments';
import type { Nonlinearity } from './nonlinearity';
import { Recent } from './recent';

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
 * The responses of one activation. Closed forms are evaluated; everything else is looked up for inputs of mean 0: it
 * is integrated on a lattice of ln variance, each point when first needed, and interpolated between (Lagrange, six
 * points). Interpolation errs by less than 2e-6 of the value (test/unit/theory/responses.test.ts). Inputs with another
 * mean are integrated, and the last few thousand results kept.
 */
export function responsesOf(phi: Nonlinearity): Responses {
  const moments = new Lattice(NAMES.length, (variance) => {
    const found = momentsOf(phi, { mean: 0, variance });
    return Float64Array.from(NAMES, (name) => found[name]);
  });
  const coefficients = new Lattice(TERMS, (variance) => hermiteCoefficients(phi, { mean: 0, variance }));
  const interpolated = (h: Gaussian): Moments => {
    const at = moments.at(h.variance);
    return {
      mean: at[0]!,
      secondMoment: at[1]!,
      fourthMoment: at[2]!,
      meanAbsolute: at[3]!,
      slope: at[4]!,
      squaredSlope: at[5]!,
      growth: at[6]!,
    };
  };
  const elsewhere = new Recent((h) => momentsOf(phi, h));
  const coefficientsElsewhere = new Recent((h) => hermiteCoefficients(phi, h));
  const shared = phi.closedForm?.overlap;
  const isTabled = ({ mean, variance }: Gaussian): boolean =>
    mean === 0 && variance > SMALLEST && variance < LARGEST;
  const respond = (h: Gaussian): Moments => {
    if (shared || h.variance === 0) return momentsOf(phi, h);
    return isTabled(h) ? interpolated(h) : elsewhere.at(h);
  };

  return {
    moments: respond,
    overlap(h, c) {
      const correlation = Math.min(1, Math.max(-1, c));
      if (h.variance === 0) {
        const { secondMoment, squaredSlope } = momentsOf(phi, h);
        return { value: secondMoment, slope: squaredSlope };
      }
      if (shared) return shared(h, correlation);
      const known = isTabled(h) ? coefficients.at(h.variance) : coefficientsElsewhere.at(h);
      return mehler(known, respond(h), h.variance, correlation);
    },
  };
}

/** Variances outside are too small or too large for a lattice point's own arithmetic. */
const SMALLEST = 1e-60;
const LARGEST = 1e60;
