import { activate } from './activate';
import { normalCdf } from './normal';
import { normalMean } from './quadrature';
import { average, fluctuationCorrelation, gaussianOf, pooledGaussian, secondMomentOf } from './signal';
import type { Signal } from './signal';
import { sharedInputs } from './windows';
import type { SlidingWindow } from './windows';

/** Values after pooling, and the factor on E[gradient²] beyond the change in the number of values. */
export interface PooledValues {
  readonly signal: Signal;
  readonly backward: number;
}

/** Mean and variance of the largest of k independent standard normals (4: 1.0294, .4917). */
export function largestOf(k: number): { readonly mean: number; readonly variance: number } {
  const weight = (z: number): number => k * normalCdf(z) ** (k - 1);
  const mean = normalMean((z) => z * weight(z));
  return { mean, variance: normalMean((z) => z * z * weight(z)) - mean * mean };
}

/**
 * Max pooling, before which a rising activation may have been applied: φ(max h). The k values of a window are taken
 * as normals with one common correlation, that of the inputs which the convolution before shares between positions on
 * white input, and their maximum as normal with its mean and variance. Independent values (1×1 kernels) are the upper
 * end: 1.539 q after ReLU and 2×2, exactly 1.542 q. Images correlate more than white input: the true value lies
 * between that of the activation alone and this one.
 */
export function maxPool(signal: Signal, window: SlidingWindow, units: number): PooledValues {
  const source = signal.before?.signal ?? signal;
  const shared = neighbourCorrelation(source, window);
  const largest = largestOf(window.size ** 2);
  const shift = Math.sqrt(1 - shared) * largest.mean;
  const narrowing = shared + (1 - shared) * largest.variance;
  const before = pooledGaussian(source);
  const moved = source.kinds.map((kind) => {
    const { mean, variance } = gaussianOf(kind);
    const top = mean + Math.sqrt(variance) * shift;
    return { share: kind.share, mean: top, secondMoment: top * top + variance * narrowing };
  });
  const after = pooledGaussian({ kinds: moved });
  const top: Signal = {
    ...source,
    kinds: moved,
    overlap: after.mean ** 2 + fluctuationCorrelation(source, before) * after.variance,
  };
  if (signal.before === undefined) return { signal: top, backward: 1 };
  const { responses } = signal.before;
  const slopeBefore = average(source.kinds, (kind) => responses.moments(gaussianOf(kind)).squaredSlope);
  const activated = activate(top, responses, units);
  return {
    signal: activated.signal,
    // the gradient goes to the largest value, whose slope is not the average one
    backward: slopeBefore > 0 ? activated.squaredSlope / slopeBefore : 0,
  };
}

/** Average pooling: E[ā²] = (E[a²] + (k − 1) E[a a′])/k, neighbours a, a′ correlated as in `maxPool`. */
export function averagePool(signal: Signal, window: SlidingWindow): PooledValues {
  const k = window.size ** 2;
  const source = signal.before?.signal ?? signal;
  const shared = neighbourCorrelation(source, window);
  const kinds = signal.kinds.map((kind, i) => {
    const h = gaussianOf(source.kinds[i] ?? kind);
    const neighbours = signal.before
      ? signal.before.responses.overlap(h, shared).value
      : h.mean ** 2 + shared * h.variance;
    return { ...kind, secondMoment: (kind.secondMoment + (k - 1) * neighbours) / k };
  });
  const { exactSums, logVariance } = signal;
  const before = secondMomentOf(signal.kinds);
  const after = secondMomentOf(kinds);
  // positions are averaged in both samples of a pair alike
  const overlap = before > 0 ? (signal.overlap * after) / before : 0;
  return {
    signal: { kinds, overlap, exactSums, logVariance, window: signal.window },
    backward: 1 / k,
  };
}

const neighbourCorrelation = ({ window }: Signal, { size }: SlidingWindow): number =>
  window === undefined ? 1 : sharedInputs(window, size);
