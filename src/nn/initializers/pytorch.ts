import { enumeration, number, optional } from '../../schema/schema';
import { rectifierGain } from '../activations/rectifiers';
import { scaledCode, uniformCode } from '../code/draws';
import { fanOf } from './fans';
import { uniforms } from './fill';
import { defineInitializer } from './initializer';
import type { Fans } from './initializer';
import { NONLINEARITIES, gainOf } from './nonlinearity';
import type { Nonlinearity } from './nonlinearity';
import { drawScaled } from './varianceScaling';

const PYTORCH = 'PyTorch `torch/nn/init.py`';

/** kaiming_uniform with a = √5 has gain √(1/3), so Var W = 1/(3 fanIn) and both bounds are 1/√fanIn. */
const defaultVariance = ({ fanIn }: Fans): number => 1 / (3 * fanIn);

export const pytorchDefault = defineInitializer({
  title: 'PyTorch default',
  doc: 'What `nn.Linear` and `nn.Conv2d` do when nothing is asked for: kaiming_uniform with a = √5. The bias is drawn from the same interval.',
  formula: {
    text: 'W, b ~ U(±1/√fanIn)',
    tex: 'W, b \\sim U\\!\\left(\\pm\\frac{1}{\\sqrt{n_{in}}}\\right)',
  },
  source: 'PyTorch `torch/nn/modules/linear.py`, `reset_parameters`',
  parameters: {},
  draw: (_, site, stream) => drawScaled('uniform', defaultVariance(site), site, stream),
  moments: (_, site) => ({ mean: 0, variance: defaultVariance(site) }),
  code: (_, site) => scaledCode({ scale: 1 / 3, mode: 'fanIn', distribution: 'uniform' }, site),
  bias: {
    draw(_, { fanIn }, units, stream) {
      const bound = 1 / Math.sqrt(fanIn);
      return uniforms(units, -bound, bound, stream);
    },
    moments: (_, fans) => ({ mean: 0, variance: defaultVariance(fans) }),
    code: (_, { fanIn }) => uniformCode(-1 / Math.sqrt(fanIn), 1 / Math.sqrt(fanIn)),
  },
});

const xavierParameters = {
  gain: optional(number({ doc: 'Factor on the standard deviation.', default: 1, above: 0 })),
  nonlinearity: optional(
    enumeration(NONLINEARITIES, {
      doc: 'Activation whose gain multiplies `gain`: tanh 5/3, relu √2, sigmoid and linear 1 (PyTorch’s `calculate_gain`).',
      default: 'linear',
    }),
  ),
};

interface Xavier {
  readonly gain: number;
  readonly nonlinearity: Nonlinearity;
}

/** Variance times fan. */
const xavierScale = ({ gain, nonlinearity }: Xavier): number => (gain * gainOf(nonlinearity)) ** 2;

const xavierVariance = (p: Xavier, fans: Fans): number => xavierScale(p) / fanOf('fanAvg', fans);

const xavierFormula = {
  text: 'Var W = gain² · 2 / (fanIn + fanOut)',
  tex: '\\operatorname{Var} W = g^2\\,\\frac{2}{n_{in} + n_{out}}',
};

export const xavierNormal = defineInitializer({
  title: 'Xavier normal',
  doc: 'Glorot’s variance times the square of a gain, from a plain normal.',
  formula: xavierFormula,
  source: `${PYTORCH}, \`xavier_normal_\``,
  parameters: xavierParameters,
  draw: (p, site, stream) => drawScaled('normal', xavierVariance(p, site), site, stream),
  moments: (p, site) => ({ mean: 0, variance: xavierVariance(p, site) }),
  code: (p, site) => scaledCode({ scale: xavierScale(p), mode: 'fanAvg', distribution: 'normal' }, site),
});

export const xavierUniform = defineInitializer({
  title: 'Xavier uniform',
  doc: 'Glorot’s variance times the square of a gain, from a uniform.',
  formula: xavierFormula,
  source: `${PYTORCH}, \`xavier_uniform_\``,
  parameters: xavierParameters,
  draw: (p, site, stream) => drawScaled('uniform', xavierVariance(p, site), site, stream),
  moments: (p, site) => ({ mean: 0, variance: xavierVariance(p, site) }),
  code: (p, site) => scaledCode({ scale: xavierScale(p), mode: 'fanAvg', distribution: 'uniform' }, site),
});

const kaimingParameters = {
  a: optional(
    number({
      doc: 'Slope of the negative side; used when `nonlinearity` is leakyRelu, and only then.',
      default: 0,
    }),
  ),
  mode: optional(
    enumeration(
      {
        fanIn: 'Inputs of a unit: keeps the variance of activations.',
        fanOut: 'Outputs of a unit: keeps the variance of gradients.',
      },
      { doc: 'Which fan to divide by.', default: 'fanIn' },
    ),
  ),
  nonlinearity: optional(
    enumeration(NONLINEARITIES, { doc: 'Activation that follows; decides the gain.', default: 'leakyRelu' }),
  ),
};

interface Kaiming {
  readonly a: number;
  readonly mode: 'fanIn' | 'fanOut';
  readonly nonlinearity: Nonlinearity;
}

/** Variance times fan. */
const kaimingScale = ({ a, nonlinearity }: Kaiming): number =>
  (nonlinearity === 'leakyRelu' ? rectifierGain(a) : gainOf(nonlinearity)) ** 2;

const kaimingVariance = (p: Kaiming, fans: Fans): number => kaimingScale(p) / fanOf(p.mode, fans);

const kaimingFormula = {
  text: 'Var W = gain² / fan; gain² = 2 / (1 + a²) for leakyRelu',
  tex: '\\operatorname{Var} W = \\frac{g^2}{n},\\; g^2 = \\frac{2}{1 + a^2}',
};

export const kaimingNormal = defineInitializer({
  title: 'Kaiming normal',
  doc: 'He’s variance for a given activation, from a plain normal.',
  formula: kaimingFormula,
  source: `${PYTORCH}, \`kaiming_normal_\``,
  parameters: kaimingParameters,
  draw: (p, site, stream) => drawScaled('normal', kaimingVariance(p, site), site, stream),
  moments: (p, site) => ({ mean: 0, variance: kaimingVariance(p, site) }),
  code: (p, site) => scaledCode({ scale: kaimingScale(p), mode: p.mode, distribution: 'normal' }, site),
});

export const kaimingUniform = defineInitializer({
  title: 'Kaiming uniform',
  doc: 'He’s variance for a given activation, from a uniform.',
  formula: kaimingFormula,
  source: `${PYTORCH}, \`kaiming_uniform_\``,
  parameters: kaimingParameters,
  draw: (p, site, stream) => drawScaled('uniform', kaimingVariance(p, site), site, stream),
  moments: (p, site) => ({ mean: 0, variance: kaimingVariance(p, site) }),
  code: (p, site) => scaledCode({ scale: kaimingScale(p), mode: p.mode, distribution: 'uniform' }, site),
});
