import type { ActivationTheory } from './cache';
import { shareBelow } from './death';
import type { Silence } from './death';
import type { ActivityPrediction } from './prediction';
import { saturatedShare } from './saturation';
import { average, fluctuationCorrelation, gaussianOf, pooledGaussian } from './signal';
import type { Signal } from './signal';

/**
 * Silence and saturation of a layer from its pre-activations. A channel of a convolution is silent when all positions
 * of all samples are: positions are counted as further samples, as alike as samples are.
 * @param units units that vote independently: 1 where all are identical
 */
export function activityOf(
  { phi, saturation }: ActivationTheory,
  pre: Signal,
  units: number,
  silence: Silence,
): ActivityPrediction | undefined {
  const threshold = phi.silentBelow;
  if (threshold === undefined && saturation === undefined) return undefined;
  const saturated = saturation && average(pre.kinds, (kind) => saturatedShare(gaussianOf(kind), saturation));
  if (threshold === undefined) return { saturated };
  const h = pooledGaussian(pre);
  const inactive = average(pre.kinds, (kind) => shareBelow(gaussianOf(kind), threshold));
  return {
    dead: silence(h, threshold, fluctuationCorrelation(pre, h)),
    inactive,
    bornDead: inactive ** units,
    saturated,
  };
}
