import type { Affine } from './affine';
import { normalizeBatch } from './normalization';
import { pooled } from './signal';
import type { Signal } from './signal';

/**
 * A layer whose weights were scaled by what they make of a batch like the probe's: pre-activations of the layer, or of
 * each unit, have variance 1 then; a unit's have mean 0 too, as after a batch normalisation.
 */
export function adapt(
  signal: Signal,
  affine: Affine,
  samples: number,
): { readonly signal: Signal; readonly affine: Affine } {
  const { variance, unitVariance } = pooled(signal);
  const spread = affine.adapted === 'unit' ? unitVariance : variance;
  if (affine.adapted === undefined || !(spread > 0)) return { signal, affine };
  const scaled = {
    ...affine,
    weightMean: affine.weightMean / Math.sqrt(spread),
    weightVariance: affine.weightVariance / spread,
  };
  if (affine.adapted === 'unit') {
    // the biases take each unit's mean over the batch off
    const biasVariance = (variance - unitVariance) / spread;
    return { signal: normalizeBatch(signal, 0, samples).signal, affine: { ...scaled, biasVariance } };
  }
  const root = Math.sqrt(spread);
  const kinds = signal.kinds.map((kind) => ({
    share: kind.share,
    mean: kind.mean / root,
    secondMoment: kind.secondMoment / spread,
  }));
  return {
    signal: { ...signal, kinds, overlap: signal.overlap / spread, logVariance: 0 },
    affine: scaled,
  };
}
