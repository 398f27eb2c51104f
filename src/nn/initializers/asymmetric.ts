import type { RandomStream } from '../../random/stream';
import { call, python } from '../code/code';
import { normalCode, withNote } from '../code/draws';
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

const KERAS = `def asymmetric(stddev):
    """Initializer: normal, but of each unit's weights and bias one is drawn from Beta(2, 1)."""
    def draw(shape, dtype=None):
        inputs, units = math.prod(shape[:-1]), shape[-1]
        weight = np.random.normal(0, stddev, (inputs, units))
        for unit in range(units):
            chosen = np.random.randint(inputs + 1)
            if chosen < inputs:
                weight[chosen, unit] = math.sqrt(np.random.rand())
        return keras.ops.convert_to_tensor(weight.reshape(shape), dtype or keras.config.floatx())
    return draw`;

const PYTORCH = `@torch.no_grad()
def asymmetric_(weight, std):
    """Normal, but of each unit's weights and bias one is drawn from Beta(2, 1)."""
    nn.init.normal_(weight, std=std)
    units = weight.flatten(1)
    for unit in units:
        chosen = int(torch.randint(len(unit) + 1, ()))
        if chosen < len(unit):
            unit[chosen] = math.sqrt(torch.rand(()))`;

const NOTE = 'where it is the bias of a unit that is to be drawn from Beta(2, 1), it stays normal here';

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
  code(_, { fanIn }) {
    const sigma = python(SIGMA / Math.sqrt(fanIn));
    return {
      keras: { code: call('asymmetric', sigma), helpers: [KERAS] },
      pytorch: (weight) => ({ code: call('asymmetric_', weight, sigma), helpers: [PYTORCH] }),
    };
  },
  bias: {
    draw(_, fans, units, stream, joint = stream) {
      const values = normals(units, 0, SIGMA / Math.sqrt(fans.fanIn), stream);
      for (const [unit, { at, value }] of replacements(fans, units, joint).entries())
        if (at === fans.fanIn) values[unit] = value;
      return values;
    },
    moments: (_, fans) => entryMoments(fans),
    code: (_, { fanIn }) => withNote(normalCode(SIGMA / Math.sqrt(fanIn)), NOTE),
  },
});
