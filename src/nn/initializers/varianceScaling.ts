import type { RandomStream } from '../../random/stream';
import { boolean, enumeration, number, optional } from '../../schema/schema';
import { scaledCode } from '../code/draws';
import type { Scaling } from '../code/draws';
import { sizeOf } from '../shape';
import { fanOf } from './fans';
import type { FanMode } from './fans';
import { TRUNCATED_STDDEV, normals, truncatedNormals, uniforms } from './fill';
import { defineInitializer } from './initializer';
import type { Fans, Formula, WeightSite } from './initializer';

export type Distribution = 'truncatedNormal' | 'normal' | 'uniform';

/** Zero-mean weights with the given variance, whatever the distribution. */
export function drawScaled(
  distribution: Distribution,
  variance: number,
  { shape }: WeightSite,
  stream: RandomStream,
): Float32Array {
  const size = sizeOf(shape);
  const stddev = Math.sqrt(variance);
  switch (distribution) {
    case 'truncatedNormal':
      return truncatedNormals(size, 0, stddev / TRUNCATED_STDDEV, stream);
    case 'normal':
      return normals(size, 0, stddev, stream);
    case 'uniform': {
      const bound = Math.sqrt(3 * variance);
      return uniforms(size, -bound, bound, stream);
    }
  }
}

/** Without the correction of the truncated normal, 0.7737 of the variance asked for is left. */
const UNCORRECTED = TRUNCATED_STDDEV ** 2;

export const varianceScaling = defineInitializer({
  title: 'Variance scaling',
  doc: 'Zero mean and a variance of scale / fan. Glorot, He and LeCun are special cases.',
  formula: { text: 'Var W = scale / fan', tex: '\\operatorname{Var} W = \\frac{s}{n}' },
  source: 'Keras `VarianceScaling`',
  parameters: {
    scale: optional(number({ doc: 'Variance times fan.', default: 1, above: 0 })),
    mode: optional(
      enumeration(
        {
          fanIn: 'Inputs of a unit: keeps the variance of activations.',
          fanOut: 'Outputs of a unit: keeps the variance of gradients.',
          fanAvg: 'The mean of the two.',
        },
        { doc: 'Which fan to divide by.', default: 'fanIn' },
      ),
    ),
    distribution: optional(
      enumeration(
        {
          truncatedNormal: 'Normal cut at two standard deviations.',
          normal: 'Normal, not cut.',
          uniform: 'Uniform within ±√(3 · scale / fan).',
        },
        { doc: 'Distribution of the weights.', default: 'truncatedNormal' },
      ),
    ),
    correction: optional(
      boolean({
        doc: 'Widen the truncated normal by 1/0.8796 so that its variance after the cut is scale / fan, as Keras does. `false` gives what TensorFlow.js draws: 0.7737 of that variance.',
        default: true,
      }),
    ),
  },
  draw: (p, site, stream) => drawScaled(p.distribution, varianceOf(p, site), site, stream),
  moments: (p, site) => ({ mean: 0, variance: varianceOf(p, site) }),
  code: (p, site) => scaledCode(scalingOf(p), site),
});

interface Scaled extends Scaling {
  readonly correction: boolean;
}

/** What is left of the scale, as a scale. */
function scalingOf({ scale, mode, distribution, correction }: Scaled): Scaling {
  const cut = distribution === 'truncatedNormal' && !correction;
  return { scale: cut ? scale * UNCORRECTED : scale, mode, distribution };
}

function varianceOf(p: Scaled, fans: Fans): number {
  const { scale, mode } = scalingOf(p);
  return scale / fanOf(mode, fans);
}

interface Named {
  readonly title: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly source: string;
}

/** A named special case of variance scaling, with no parameters of its own. */
export const scaledEntry = (
  about: Named,
  scale: number,
  mode: FanMode,
  distribution: Distribution,
  correction = true,
) => {
  const variance = (fans: Fans): number => varianceOf({ scale, mode, distribution, correction }, fans);
  return defineInitializer({
    ...about,
    parameters: {},
    draw: (_, site, stream) => drawScaled(distribution, variance(site), site, stream),
    moments: (_, site) => ({ mean: 0, variance: variance(site) }),
    code: (_, site) => scaledCode(scalingOf({ scale, mode, distribution, correction }), site),
  });
};
