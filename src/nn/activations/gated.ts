import { number, optional } from '../../schema/schema';
import { python } from '../code/code';
import { lambda, namedCode } from '../code/expressions';
import { defineActivation } from './activation';
import { momentGain } from './gain';
import { normalCdf, normalDensity } from './normalCdf';

const geluOf = (x: number): number => x * normalCdf(x);

export const gelu = defineActivation({
  title: 'GELU',
  doc: 'Gaussian error linear unit, the exact form with the error function (PyTorch’s default), not the tanh approximation.',
  formula: { text: 'x · Φ(x)', tex: 'x\\,\\Phi(x)' },
  source: 'Hendrycks & Gimpel (2016), "Gaussian Error Linear Units", §2; gain 1/√E[φ(z)²]',
  parameters: {},
  value: (_, x) => geluOf(x),
  derivative: (_, x) => normalCdf(x) + x * normalDensity(x),
  apply: (tf, _, x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  gain: () => momentGain(geluOf),
  kinks: [],
  canDie: false,
  code: () => namedCode('gelu', 'F.gelu'),
});

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

export const swish = defineActivation({
  title: 'Swish (SiLU)',
  doc: 'The input times its own sigmoid; with `beta` 1 it is also known as SiLU.',
  formula: { text: 'x · sigmoid(beta · x)', tex: 'x\\,\\sigma(\\beta x)' },
  source: 'Ramachandran, Zoph & Le (2017), "Searching for Activation Functions", §3; gain 1/√E[φ(z)²]',
  parameters: { beta: optional(number({ doc: 'Steepness of the gate.', default: 1 })) },
  value: ({ beta }, x) => x * logistic(beta * x),
  derivative({ beta }, x) {
    const gate = logistic(beta * x);
    return gate + beta * x * gate * (1 - gate);
  },
  apply: (tf, { beta }, x) => tf.mul(x, tf.sigmoid(beta === 1 ? x : tf.mul(x, beta))),
  gain: ({ beta }) => momentGain((x) => x * logistic(beta * x)),
  kinks: [],
  canDie: false,
  code: ({ beta }) => ({
    keras:
      beta === 1
        ? { code: 'layers.Activation("silu")' }
        : lambda(`x * keras.ops.sigmoid(${python(beta)} * x)`),
    pytorch: { code: beta === 1 ? 'F.silu(x)' : `x * torch.sigmoid(${python(beta)} * x)` },
  }),
});

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

export const mish = defineActivation({
  title: 'Mish',
  doc: 'The input times the tanh of its softplus; smooth and not monotonic, close to Swish.',
  formula: { text: 'x · tanh(ln(1 + eˣ))', tex: 'x \\tanh(\\ln(1 + e^x))' },
  source: 'Misra (2019), "Mish: A Self Regularized Non-Monotonic Activation Function"; gain 1/√E[φ(z)²]',
  parameters: {},
  value: (_, x) => x * Math.tanh(softplus(x)),
  derivative(_, x) {
    const gate = Math.tanh(softplus(x));
    return gate + x * (1 - gate * gate) * logistic(x);
  },
  apply: (tf, _, x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  gain: () => momentGain((x) => x * Math.tanh(softplus(x))),
  kinks: [],
  canDie: false,
  code: () => namedCode('mish', 'F.mish'),
});
