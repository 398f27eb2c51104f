import { number, optional } from '../../schema/schema';
import { uniformCode } from '../code/draws';
import { sizeOf } from '../shape';
import { uniforms } from './fill';
import { defineInitializer } from './initializer';
import type { WeightSite } from './initializer';

/** Bound of the uniform distribution: the first layer spans ±omega periods, the others keep the sine's argument. */
const boundOf = ({ omega }: { omega: number }, { fanIn, place }: WeightSite): number =>
  place?.first ? 1 / fanIn : Math.sqrt(6 / fanIn) / omega;

export const siren = defineInitializer({
  title: 'SIREN',
  doc: 'For networks of `sine` activations with the same omega: the argument of every sine behind the first layer has variance 1 whatever the depth.',
  formula: {
    text: 'W ~ U(±1/fanIn) in the first layer, U(±√(6/fanIn)/ω) in the others',
    tex: 'W \\sim U\\!\\left(\\pm\\frac{1}{n_{in}}\\right)\\text{ in the first layer, } U\\!\\left(\\pm\\frac{1}{\\omega}\\sqrt{\\frac{6}{n_{in}}}\\right)',
  },
  source:
    'Sitzmann et al. (2020), "Implicit Neural Representations with Periodic Activation Functions", §3.2',
  parameters: {
    omega: optional(number({ doc: 'Frequency of the sines, as given to `sine`.', default: 30, above: 0 })),
  },
  draw(p, site, stream) {
    const bound = boundOf(p, site);
    return uniforms(sizeOf(site.shape), -bound, bound, stream);
  },
  moments: (p, site) => ({ mean: 0, variance: boundOf(p, site) ** 2 / 3 }),
  code: (p, site) => uniformCode(-boundOf(p, site), boundOf(p, site)),
});
