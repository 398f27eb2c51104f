import type { Activated } from './activate';
import type { Affine } from './affine';

/** Gradients of the loss of one sample in the values of one place of the network. */
export interface Gradient {
  /** E[g²] of a value. */
  readonly secondMoment: number;
  /** E[ḡ²] of the mean over a sample's values, which passes through weights with a mean. */
  readonly meanSquare: number;
  /** E[g g′] of two samples. */
  readonly overlap: number;
}

/** A step of the way back. */
export type Back = (gradient: Gradient) => Gradient;

/**
 * Through weights, to the inputs: with m = outputs reached by an input, E[g²] = v m E[δ²] + μ² m² E[δ̄²].
 * Source: He et al. (2015), eq. 12–14; Schoenholz et al. (2017), eq. 13.
 */
export const throughAffine =
  (layer: Affine): Back =>
  ({ secondMoment, meanSquare, overlap }) => {
    const { inputs, inputSize, outputSize, weightMean, weightVariance, copies } = layer;
    const reached = (inputs * outputSize) / inputSize;
    const pull = copies ? 0 : (weightMean * reached) ** 2;
    const energy = reached * (copies ? weightVariance + weightMean ** 2 : weightVariance);
    const common = pull * meanSquare;
    const own = energy * secondMoment;
    const alike = secondMoment > 0 ? overlap / secondMoment : 0;
    return {
      secondMoment: own + common,
      meanSquare: common + own / inputSize,
      overlap: energy * overlap + common * alike,
    };
  };

/** Through an activation: E[δ²] = E[φ′²] E[g²] (Schoenholz et al. 2017, eq. 14; forward and backward independent). */
export const throughActivation =
  ({ slope, squaredSlope, sharedSlope }: Activated, size: number): Back =>
  ({ secondMoment, meanSquare, overlap }) => {
    const common = slope * slope * meanSquare;
    const all = squaredSlope * secondMoment;
    return {
      secondMoment: all,
      meanSquare: common + Math.max(0, all - common) / size,
      overlap: sharedSlope * overlap,
    };
  };

/** Through a layer that scales gradients and, like pooling, spreads them over another number of values. */
export const throughScale =
  (factor: number, share = 1): Back =>
  ({ secondMoment, meanSquare, overlap }) => ({
    secondMoment: factor * share * secondMoment,
    meanSquare: factor * share * share * meanSquare,
    overlap: factor * share * overlap,
  });

/**
 * E[(∂L/∂W)²] of an entry of a kernel: of one sample, P E[δ²] E[x²] for P positions (independent between positions),
 * and of the mean over a batch of N, [P E[δ²] E[x²] + (N − 1) P E[δδ′] E[xx′]]/N.
 * Source: guides/theory.md, backward; oracle batch_mean_gradient.
 */
export function weightGradient(
  { inputs, fanIn, outputSize, units }: Affine,
  gradient: Gradient,
  input: { readonly secondMoment: number; readonly overlap: number },
  samples: number,
): { readonly perSample: number; readonly batch: number } {
  const uses = (outputSize / units) * (inputs / fanIn);
  const perSample = uses * gradient.secondMoment * input.secondMoment;
  const pairs = uses * gradient.overlap * input.overlap;
  return { perSample, batch: (perSample + (samples - 1) * Math.max(0, pairs)) / samples };
}
