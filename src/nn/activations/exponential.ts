import { number, optional } from '../../schema/schema';
import { call, option } from '../code/code';
import { namedCode } from '../code/expressions';
import { defineActivation } from './activation';
import { momentGain } from './gain';

export const elu = defineActivation({
  title: 'ELU',
  doc: 'Exponential linear unit: the identity for positive inputs, saturating smoothly at −alpha for negative ones.',
  formula: {
    text: 'x if x > 0, else alpha · (eˣ − 1)',
    tex: '\\begin{cases}x & x > 0\\\\ \\alpha\\,(e^x - 1) & x \\le 0\\end{cases}',
  },
  source:
    'Clevert, Unterthiner & Hochreiter (2016), "Fast and Accurate Deep Network Learning by ELUs", eq. 15',
  parameters: {
    alpha: optional(number({ doc: 'The negative of the value approached for x → −∞.', default: 1, min: 0 })),
  },
  value: ({ alpha }, x) => (x > 0 ? x : alpha * Math.expm1(x)),
  derivative: ({ alpha }, x) => (x > 0 ? 1 : alpha * Math.exp(x)),
  /** tf.elu knows alpha 1 only; a `where` would not do, as tfjs cannot differentiate its condition. */
  apply: (tf, { alpha }, x) =>
    alpha === 1 ? tf.elu(x) : tf.add(tf.relu(x), tf.mul(alpha, tf.elu(tf.minimum(x, 0)))),
  gain: ({ alpha }) => momentGain((x) => (x > 0 ? x : alpha * Math.expm1(x))),
  kinks: [0],
  canDie: false,
  code: ({ alpha }) => ({
    keras: { code: `layers.ELU(${option('alpha', alpha, 1).join('')})` },
    pytorch: { code: call('F.elu', 'x', ...option('alpha', alpha, 1)) },
  }),
});

/** λ and λα, chosen so that mean 0 and variance 1 are a fixed point (Klambauer 2017, eq. 14). */
const SELU_SCALE = 1.0507009873554805;
const SELU_SCALE_ALPHA = 1.7580993408473766;

export const selu = defineActivation({
  title: 'SELU',
  doc: 'Scaled ELU, which keeps mean 0 and variance 1 through layers initialised with `lecunNormal`.',
  formula: {
    text: '1.0507 · (x if x > 0, else 1.67326 · (eˣ − 1))',
    tex: '\\lambda\\begin{cases}x & x > 0\\\\ \\alpha\\,(e^x - 1) & x \\le 0\\end{cases}',
  },
  source: 'Klambauer et al. (2017), "Self-Normalizing Neural Networks", eq. 2; gain 3/4 as in PyTorch',
  parameters: {},
  value: (_, x) => (x > 0 ? SELU_SCALE * x : SELU_SCALE_ALPHA * Math.expm1(x)),
  derivative: (_, x) => (x > 0 ? SELU_SCALE : SELU_SCALE_ALPHA * Math.exp(x)),
  apply: (tf, _, x) => tf.selu(x),
  gain: () => 0.75,
  kinks: [0],
  canDie: false,
  code: () => namedCode('selu', 'F.selu'),
});

const softplusOf = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

export const softplus = defineActivation({
  title: 'Softplus',
  doc: 'A smooth ReLU, positive everywhere.',
  formula: { text: 'ln(1 + eˣ)', tex: '\\ln(1 + e^x)' },
  source: 'Dugas et al. (2001), "Incorporating Second-Order Functional Knowledge for Better Option Pricing"',
  parameters: {},
  value: (_, x) => softplusOf(x),
  derivative: (_, x) => 1 / (1 + Math.exp(-x)),
  apply: (tf, _, x) => tf.softplus(x),
  gain: () => momentGain(softplusOf),
  kinks: [],
  canDie: false,
  code: () => namedCode('softplus', 'F.softplus'),
});
