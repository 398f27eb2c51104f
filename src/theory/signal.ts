import type { Gaussian } from './gaussian';
import { normalCdf, normalDensity } from './normal';
import type { Responses } from './responses';
import type { SlidingWindow } from './windows';

/**
 * A kind of sample. Samples of a dataset differ in brightness and energy, and activations do not answer linearly; so
 * the signal is followed for kinds of samples apart. Two kinds, one standard deviation above and below the mean, hold
 * the first two moments of a distribution over samples.
 */
export interface Kind {
  /** Share of the samples; all shares sum to 1. */
  readonly share: number;
  /** Mean and second moment over the values (units, positions) of a sample. */
  readonly mean: number;
  readonly secondMoment: number;
}

/** The values between two layers, over samples and random weights. */
export interface Signal {
  readonly kinds: readonly Kind[];
  /** E[x·x′] per value, over pairs of different samples. */
  readonly overlap: number;
  /** Whether the sum of a sample's values is its mean times their number: true of inputs and of identical units. */
  readonly exactSums: boolean;
  /** The window of the convolution that these values come from, which correlates neighbouring positions. */
  readonly window?: SlidingWindow | undefined;
  /** E|x|, where it is not that of a normal distribution. */
  readonly meanAbsolute?: number;
  /** Where the values are an activation's: what it was applied to, and how it responds. */
  readonly before?: { readonly signal: Signal; readonly responses: Responses };
  /** Variance of ln(second moment) over seeds, for a single sample. */
  readonly logVariance: number;
}

/** What telemetry measures of a layer's values, pooled over samples, positions and units (docs/telemetry.md). */
export interface Pooled {
  readonly mean: number;
  readonly secondMoment: number;
  readonly variance: number;
  /** Of two samples: E[x·x′]/E[x²]. */
  readonly correlation: number;
  /** Mean over units of a unit's variance over samples, which is below the pooled variance. */
  readonly unitVariance: number;
}

export function pooled(signal: Signal): Pooled {
  const mean = meanOf(signal.kinds);
  const secondMoment = secondMomentOf(signal.kinds);
  return {
    mean,
    secondMoment,
    variance: Math.max(0, secondMoment - mean * mean),
    correlation: secondMoment > 0 ? Math.min(1, signal.overlap / secondMoment) : 1,
    unitVariance: Math.max(0, secondMoment - signal.overlap),
  };
}

export function average(kinds: readonly Kind[], of: (kind: Kind) => number): number {
  let sum = 0;
  for (const kind of kinds) sum += kind.share * of(kind);
  return sum;
}

export function meanOf(kinds: readonly Kind[]): number {
  let sum = 0;
  for (const kind of kinds) sum += kind.share * kind.mean;
  return sum;
}

export function secondMomentOf(kinds: readonly Kind[]): number {
  let sum = 0;
  for (const kind of kinds) sum += kind.share * kind.secondMoment;
  return sum;
}

/** The values of a kind of sample, taken to be normal, as sums of many inputs are. */
export const gaussianOf = ({ mean, secondMoment }: Kind): Gaussian => ({
  mean,
  variance: varianceOf(mean, secondMoment),
});

/** All values, taken to be normal. */
export const pooledGaussian = ({ kinds }: Pick<Signal, 'kinds'>): Gaussian => {
  const mean = meanOf(kinds);
  return { mean, variance: varianceOf(mean, secondMomentOf(kinds)) };
};

/** Without the rounding error that a difference of equal numbers leaves. */
function varianceOf(mean: number, secondMoment: number): number {
  const variance = secondMoment - mean * mean;
  return variance > 1e-13 * secondMoment ? variance : 0;
}

/** Correlation of the fluctuations about the common mean of two samples. */
export const fluctuationCorrelation = (signal: Signal, { mean, variance }: Gaussian): number =>
  variance > 0 ? Math.min(1, Math.max(-1, (signal.overlap - mean * mean) / variance)) : 1;

/** E|x| of the values. */
export function meanAbsoluteOf(signal: Signal): number {
  if (signal.meanAbsolute !== undefined) return signal.meanAbsolute;
  const { mean, variance } = pooledGaussian(signal);
  const sd = Math.sqrt(variance);
  return sd === 0
    ? Math.abs(mean)
    : 2 * sd * normalDensity(mean / sd) + mean * (2 * normalCdf(mean / sd) - 1);
}

/** Whether all units of a layer have the same value: their sums are exact and nothing varies within a sample. */
export const unitsAgree = (signal: Signal): boolean =>
  signal.exactSums && signal.kinds.every((kind) => gaussianOf(kind).variance === 0);
