import type { Gaussian, Moments } from './gaussian';
import type { Overlap } from './hermite';
import type { Responses } from './responses';
import { fluctuationCorrelation, gaussianOf, meanOf, pooledGaussian } from './signal';
import type { Kind, Signal } from './signal';

/** Values after an activation, and what gradients meet on their way back through it. */
export interface Activated {
  readonly signal: Signal;
  /** E φ′, E φ′² and E[φ′φ′] of two samples. */
  readonly slope: number;
  readonly squaredSlope: number;
  readonly sharedSlope: number;
  /** Of all samples, taken as one normal distribution; absent where the units of each sample agree. */
  readonly whole?: Moments | undefined;
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
  const alike = fluctuationCorrelation(signal, h);
  const mean = meanOf(kinds);
  const pair = kinds.every((_, i) => gaussianOf(signal.kinds[i]!).variance === 0)
    ? betweenKinds(alike, mean, second, slope, squaredSlope)
    : betweenSamples(responses, h, alike, second, squaredSlope);
  return {
    signal: {
      kinds,
      overlap: pair.value,
      exactSums: signal.exactSums,
      logVariance: pair.elasticity ** 2 * signal.logVariance + (signal.exactSums ? 0 : excess / units),
      meanAbsolute: absolute,
      before: { signal, responses },
      window: signal.window,
    },
    slope,
    squaredSlope,
    sharedSlope: pair.slope,
    whole: pair.whole,
  };
}

/** E[φφ′] and E[φ′φ′] of two samples, and d ln E φ²/d ln Var h. */
interface Pair extends Overlap {
  readonly elasticity: number;
  readonly whole?: Moments;
}

/** Units that agree differ between samples alone: a sample of the same kind has the same value. */
const betweenKinds = (
  alike: number,
  mean: number,
  secondMoment: number,
  slope: number,
  squaredSlope: number,
): Pair => ({
  value: mean * mean + alike * (secondMoment - mean * mean),
  slope: slope * slope + alike * (squaredSlope - slope * slope),
  elasticity: 0,
});

function betweenSamples(
  responses: Responses,
  h: Gaussian,
  alike: number,
  secondMoment: number,
  squaredSlope: number,
): Pair {
  const whole = responses.moments(h);
  const { value, slope } = responses.overlap(h, alike);
  return {
    value: scaled(value, secondMoment, whole.secondMoment),
    slope: scaled(slope, squaredSlope, whole.squaredSlope),
    elasticity: scaled(h.variance, whole.growth, whole.secondMoment),
    whole,
  };
}

/** E φ⁴/(E φ²)² − 1. */
const excessOf = ({ secondMoment, fourthMoment }: Moments): number =>
  secondMoment > 0 ? Math.max(0, fourthMoment / secondMoment ** 2 - 1) : 0;

const scaled = (value: number, to: number, from: number): number => (from > 0 ? (value * to) / from : 0);
