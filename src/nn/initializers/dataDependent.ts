import { number, optional } from '../../schema/schema';
import { normalCode, orthogonalCode, withNote } from '../code/draws';
import { sizeOf } from '../shape';
import { normals } from './fill';
import { defineInitializer } from './initializer';
import type { UnitMoments } from './initializer';
import { orthogonal } from './structured';

/** What the frameworks have no equal for. */
const THEN = 'then scales the weights by what they make of the first minibatch, which is not in this code';

/** Variance of all values of a layer together. */
function pooledVariance({ means, variances }: UnitMoments): number {
  const units = means.length;
  const mean = means.reduce((sum, one) => sum + one, 0) / units;
  return variances.reduce((sum, variance, unit) => sum + variance + (means[unit]! - mean) ** 2, 0) / units;
}

export const lsuv = defineInitializer({
  title: 'LSUV',
  doc: 'Layer-sequential unit variance: orthonormal weights, then, layer by layer from the first, divided by the standard deviation of the layer’s outputs on the first minibatch until it is 1. It fits any activation and architecture.',
  formula: {
    text: 'W ← W / √Var(h) on one batch, until |√Var(h) − 1| < tolerance',
    tex: 'W \\leftarrow W / \\sqrt{\\operatorname{Var}(h)}',
  },
  source: 'Mishkin & Matas (2016), "All You Need Is a Good Init", Algorithm 1, 1511.06422',
  parameters: {
    tolerance: optional(
      number({
        doc: 'Deviation from 1 of the standard deviation that is let stand.',
        default: 0.1,
        above: 0,
      }),
    ),
  },
  draw: (_, site, stream) => orthogonal.draw({ gain: 1 }, site, stream),
  /** Before it has seen data. */
  moments: (_, site) => orthogonal.moments({ gain: 1 }, site),
  code: () => withNote(orthogonalCode(1), `LSUV ${THEN}, layer by layer`),
  adapt: {
    of: 'layer',
    tries: 10,
    adjust({ tolerance }, outputs) {
      const sd = Math.sqrt(pooledVariance(outputs));
      if (sd === 0 || Math.abs(sd - 1) < tolerance) return undefined;
      return Array.from(outputs.means, () => ({ scale: 1 / sd, shift: 0 }));
    },
  },
});

export const dataDependent = defineInitializer({
  title: 'Data-dependent',
  doc: 'Normal weights, then, layer by layer from the first, every unit is scaled and shifted so that its outputs on the first minibatch have mean 0 and variance 1. It sets the biases too.',
  formula: {
    text: 'w ← w / σ̂, b ← −μ̂ / σ̂ for each unit on one batch',
    tex: 'w_k \\leftarrow w_k / \\hat\\sigma_k,\\; b_k \\leftarrow -\\hat\\mu_k / \\hat\\sigma_k',
  },
  source:
    'Krähenbühl et al. (2016), "Data-dependent Initializations of Convolutional Neural Networks", §3.1, 1511.06856',
  parameters: {},
  draw: (_, site, stream) => normals(sizeOf(site.shape), 0, 1 / Math.sqrt(site.fanIn), stream),
  /** Before it has seen data. */
  moments: (_, { fanIn }) => ({ mean: 0, variance: 1 / fanIn }),
  code: (_, { fanIn }) =>
    withNote(normalCode(1 / Math.sqrt(fanIn)), `data-dependent initialisation ${THEN}, unit by unit`),
  adapt: {
    of: 'unit',
    tries: 1,
    adjust: (_, { means, variances }) =>
      Array.from(means, (mean, unit) => {
        const sd = Math.sqrt(variances[unit]!);
        // a unit that is the same on all samples cannot be scaled; it is left with mean 0
        return sd === 0 ? { scale: 1, shift: -mean } : { scale: 1 / sd, shift: -mean / sd };
      }),
  },
});
