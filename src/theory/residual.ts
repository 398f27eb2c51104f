import type { LayerSpec } from '../nn/layers/layer';
import type { Gradient } from './backward';
import { meanOf, secondMomentOf } from './signal';
import type { Kind, Signal } from './signal';

/**
 * The sum of a signal and of what a branch makes of it. A branch that ends in weights of mean zero is uncorrelated
 * with its input over the draws, so second moments add but for the product of the means.
 * Source: Taki (2017), "Deep Residual Networks and Weight Initialization", eq. 8; Yang & Schoenholz (2017), "Mean
 * Field Residual Networks", Theorem 5.
 */
export function addSignals(skip: Signal, branch: Signal): Signal {
  const alike = skip.kinds.length === branch.kinds.length;
  const of = (signal: Signal): readonly Kind[] =>
    alike
      ? signal.kinds
      : [{ share: 1, mean: meanOf(signal.kinds), secondMoment: secondMomentOf(signal.kinds) }];
  const [own, added] = [of(skip), of(branch)];
  const [a, b] = [secondMomentOf(skip.kinds), secondMomentOf(branch.kinds)];
  const whole = a + b;
  return {
    kinds: own.map((kind, i) => ({
      share: kind.share,
      mean: kind.mean + added[i]!.mean,
      secondMoment: kind.secondMoment + added[i]!.secondMoment + 2 * kind.mean * added[i]!.mean,
    })),
    overlap: skip.overlap + branch.overlap + 2 * meanOf(skip.kinds) * meanOf(branch.kinds),
    exactSums: skip.exactSums && branch.exactSums,
    window: branch.window,
    logVariance: whole > 0 ? (a * skip.logVariance + b * branch.logVariance) / whole : 0,
  };
}

/** Gradients that reach a place on two ways, which are independent of each other as the weights of a branch are. */
export const addGradients = (one: Gradient, other: Gradient): Gradient => ({
  secondMoment: one.secondMoment + other.secondMoment,
  meanSquare: one.meanSquare + other.meanSquare,
  overlap: one.overlap + other.overlap,
});

/** Places of the layers that lie in the branch of a residual block. */
export function inBranches(layers: readonly Pick<LayerSpec, 'branch'>[]): ReadonlySet<number> {
  const places = new Set<number>();
  for (const [index, { branch = 0 }] of layers.entries())
    for (let inside = index - branch; inside < index; inside++) places.add(inside);
  return places;
}
