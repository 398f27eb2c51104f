import { average, gaussianOf, meanOf, pooled, secondMomentOf, unitsAgree } from './signal';
import type { Signal } from './signal';

/** Values after a normalisation, and the factor on E[gradient²] on the way back. */
export interface Normalized {
  readonly signal: Signal;
  readonly backward: number;
}

/**
 * Batch normalisation by the statistics of `samples` samples: each unit gets mean 0 and variance u/(u + ε), u its
 * variance over samples, so that two samples become uncorrelated but for the mean that was taken off. Gradients are
 * divided by u + ε; that they also lose their own mean and slope over the batch is left out (1 % for batches of 256).
 * With ReLU, E[(∂L/∂h)²] Var h grows by π/(π − 1) per layer.
 * Source: Yang et al. (2019), "A Mean Field Theory of Batch Normalization", §4 and Theorem 3.10.
 */
export function normalizeBatch(signal: Signal, epsilon: number, samples: number): Normalized {
  const variance = pooled(signal).unitVariance * (1 - 1 / samples);
  const secondMoment = variance / (variance + epsilon);
  const root = Math.sqrt(secondMoment);
  return {
    signal: {
      ...rest(signal),
      // identical units vary over samples alone
      kinds: unitsAgree(signal)
        ? [root, -root].map((mean) => ({ share: 0.5, mean, secondMoment }))
        : [{ share: 1, mean: 0, secondMoment }],
      overlap: -secondMoment / Math.max(1, samples - 1),
    },
    backward: 1 / (variance + epsilon),
  };
}

/**
 * Layer normalisation over n channels: each sample gets mean 0 and variance s/(s + ε), s its variance over units; two
 * samples keep the correlation of their deviations from the mean.
 * Source: Ba, Kiros & Hinton (2016), "Layer Normalization", eq. 4.
 */
export function normalizeLayer(signal: Signal, epsilon: number, channels: number): Normalized {
  const kept = 1 - 1 / channels;
  const kinds = signal.kinds.map((kind) => {
    const variance = gaussianOf(kind).variance * kept;
    return { share: kind.share, mean: 0, secondMoment: variance / (variance + epsilon) };
  });
  const mean = meanOf(signal.kinds);
  const within = average(signal.kinds, (kind) => gaussianOf(kind).variance);
  const correlation = within > 0 ? Math.min(1, Math.max(-1, (signal.overlap - mean * mean) / within)) : 1;
  return {
    signal: {
      ...rest(signal),
      kinds,
      exactSums: unitsAgree(signal),
      overlap: correlation * secondMomentOf(kinds),
    },
    backward: 1 / (within * kept + epsilon),
  };
}

/** Scale is fixed by a normalisation, so nothing is left of its spread over seeds. */
const rest = ({ exactSums, window }: Signal): Pick<Signal, 'exactSums' | 'logVariance' | 'window'> => ({
  exactSums,
  logVariance: 0,
  window,
});
