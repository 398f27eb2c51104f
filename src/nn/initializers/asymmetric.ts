import type { RandomStream } from '../../random/stream';
import { sizeOf } from '../shape';
import { normals } from './fill';
import { defineInitializer } from './initializer';
import type { Fans } from './initializer';

/** σ_w at which E‖a‖² stays as large as an upper bound of it can tell (Lu et al. 2019, Theorem 4.3): 0.6007. */
const SIGMA = (-2 * Math.SQRT2) / (3 * Math.sqrt(Math.PI)) + Math.sqrt(1 + 8 / (9 * Math.PI));

/** Beta(2, 1), whose density is 2x: the root of a uniform. */
const beta = (stream: RandomStream): number => Math.sqrt(stream.uniform());

/** For each unit the input, or the bias as the last, whose weight is replaced, and by what. */
const replacements = ({ fanIn }: Fans, units: number, joint: RandomStream): { at: number; value: number }[] =>
  Array.from({ length: units }, () => ({
    at: Math.min(fanIn, Math.floor(joint.uniform() * (fanIn + 1))),
    value: beta(joint),
  }));

/** Of an entry that is Beta(2, 1) with probability 1/(fanIn + 1), and normal otherwise. */
function entryMoments({ fanIn }: Fans): { mean: number; variance: number } {
  const share = 1 / (fanIn + 1);
  const mean = (share * 2) / 3;
  return { mean, variance: share / 2 + ((1 - share) * SIGMA ** 2) / fanIn - mean ** 2 };
}

export const randomizedAsymmetric = defineInitializer({
  title: 'Randomized asymmetric',
  doc: 'Normal weights and biases, but one random entry of each unit’s weights and bias is positive. Fewer narrow ReLU networks are born dead.',
  formula: {
    text: '[W, b]ᵢ ~ N(0, 0.6007² / fanIn), one entry of each unit ~ Beta(2, 1)',
    tex: '[W, b]_{ij} \\sim \\mathcal{N}(0, \\sigma^2 / n_{in}),\\; [W, b]_{i k_i} \\sim \\mathrm{Beta}(2, 1)',
  },
  source: 'Lu et al. (2019), "Dying ReLU and Initialization", §4, 1903.06733',
  parameters: {},
  draw(_, site, stream, joint = stream) {
    const units = site.shape.at(-1) ?? 1;
    const values = normals(sizeOf(site.shape), 0, SIGMA / Math.sqrt(site.fanIn), stream);
    for (const [unit, { at, value }] of replacements(site, units, joint).entries())
      if (at < site.fanIn) values[at * units + unit] = value;
    return values;
  },
  moments: (_, site) => entryMoments(site),
  bias: {
    draw(_, fans, units, stream, joint = stream) {
      const values = normals(units, 0, SIGMA / Math.sqrt(fans.fanIn), stream);
      for (const [unit, { at, value }] of replacements(fans, units, joint).entries())
        if (at === fans.fanIn) values[unit] = value;
      return values;
    },
    moments: (_, fans) => entryMoments(fans),
  },
});
