import type { Moments } from './gaussian';
import type { Responses } from './responses';
import { fluctuationCorrelation, gaussianOf, pooledGaussian } from './signal';
import type { Kind, Signal } from './signal';

/** Values after an activation, and what gradients meet on their way back through it. */
export interface Activated {
  readonly signal: Signal;
  /** E φ′, E φ′² and E[φ′φ′] of two samples. */
  readonly slope: number;
  readonly squaredSlope: number;
  readonly sharedSlope: number;
}

/**
 * Applies an activation to values taken as normal per kind of sample. Pairs of samples are taken from the pooled
 * normal distribution, scaled to the moments that the kinds add up to. Sampling `units` units adds
 * (E φ⁴/(E φ²)² − 1)/units to the variance of ln E φ², 5/units for ReLU (Hanin & Nica 2019, Theorem 1).
 */
export function activate(signal: Signal, responses: Responses, units: number): Activated {
  const kinds: Kind[] = [];
  let [second, excess, absolute, slope, squaredSlope] = [0, 0, 0, 0, 0];
  for (const kind of signal.kinds) {
    const moments = responses.moments(gaussianOf(kind));
    kinds.push({ share: kind.share, mean: moments.mean, secondMoment: moments.secondMoment });
    second += kind.share * moments.secondMoment;
    excess += kind.share * excessOf(moments);
    absolute += kind.share * moments.meanAbsolute;
    slope += kind.share * moments.slope;
    squaredSlope += kind.share * moments.squaredSlope;
  }
  const h = pooledGaussian(signal);
  const whole = responses.moments(h);
  const pair = responses.overlap(h, fluctuationCorrelation(signal, h));
  const elasticity = whole.secondMoment > 0 ? (whole.growth * h.variance) / whole.secondMoment : 0;
  return {
    signal: {
      kinds,
      overlap: scaled(pair.value, second, whole.secondMoment),
      exactSums: signal.exactSums,
      logVariance: elasticity * elasticity * signal.logVariance + (signal.exactSums ? 0 : excess / units),
      meanAbsolute: absolute,
      before: { signal, responses },
      ...(signal.window && { window: signal.window }),
    },
    slope,
    squaredSlope,
    sharedSlope: scaled(pair.slope, squaredSlope, whole.squaredSlope),
  };
}

/** E φ⁴/(E φ²)² − 1. */
const excessOf = ({ secondMoment, fourthMoment }: Moments): number =>
  secondMoment > 0 ? Math.max(0, fourthMoment / secondMoment ** 2 - 1) : 0;

const scaled = (value: number, to: number, from: number): number => (from > 0 ? (value * to) / from : 0);
