import type { Affine } from './affine';

/** Whether a layer's units all compute the same: neither weights nor biases vary, and inputs are shared. */
export const unitsIdentical = ({ weightVariance, biasVariance, copies, units }: Affine): boolean =>
  units > 1 && weightVariance === 0 && biasVariance === 0 && !copies;

/**
 * Whether training cannot tell a layer's units apart: they compute the same and the next layer weighs them the same,
 * so that they get the same gradient. The last layer's units differ by their targets.
 * Source: Goodfellow, Bengio & Courville (2016), "Deep Learning", §8.4.
 */
export const staysSymmetric = (layer: Affine, next: Affine | undefined): boolean =>
  unitsIdentical(layer) && next !== undefined && next.weightVariance === 0 && !next.copies;
