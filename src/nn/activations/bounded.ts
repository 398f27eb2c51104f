import { expressionCode, namedCode } from '../code/expressions';
import { defineActivation } from './activation';
import { momentGain } from './gain';
import { erf as errorFunction } from './normalCdf';

export const tanh = defineActivation({
  title: 'Tanh',
  doc: 'Hyperbolic tangent. A value counts as saturated beyond ±0.95, where the slope is below a tenth.',
  formula: { text: 'tanh(x)', tex: '\\tanh x' },
  source: 'LeCun et al. (1998), "Efficient BackProp", §4.4; gain 5/3 as in PyTorch',
  parameters: {},
  value: (_, x) => Math.tanh(x),
  derivative: (_, x) => 1 - Math.tanh(x) ** 2,
  apply: (tf, _, x) => tf.tanh(x),
  gain: () => 5 / 3,
  kinks: [],
  canDie: false,
  saturation: { low: -0.95, high: 0.95 },
  code: () => namedCode('tanh', 'torch.tanh'),
});

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

export const sigmoid = defineActivation({
  title: 'Sigmoid',
  doc: 'Logistic function. A value counts as saturated below 0.05 or above 0.95.',
  formula: { text: '1 / (1 + e⁻ˣ)', tex: '\\frac{1}{1 + e^{-x}}' },
  source:
    'Rumelhart, Hinton & Williams (1986), "Learning Representations by Back-propagating Errors"; gain 1 as in PyTorch',
  parameters: {},
  value: (_, x) => logistic(x),
  derivative: (_, x) => logistic(x) * logistic(-x),
  apply: (tf, _, x) => tf.sigmoid(x),
  gain: () => 1,
  kinks: [],
  canDie: false,
  saturation: { low: 0.05, high: 0.95 },
  code: () => namedCode('sigmoid', 'torch.sigmoid'),
});

export const linear = defineActivation({
  title: 'Linear',
  doc: 'The identity.',
  formula: { text: 'x', tex: 'x' },
  source: 'Gain 1 as in PyTorch',
  parameters: {},
  value: (_, x) => x,
  derivative: () => 1,
  apply: (_tf, _, x) => x,
  gain: () => 1,
  kinks: [],
  canDie: false,
  code: () => ({ keras: { code: 'layers.Activation("linear")' }, pytorch: { code: 'x' } }),
});

export const softsign = defineActivation({
  title: 'Softsign',
  doc: 'Like tanh, but it nears its bounds as slowly as 1/x, so that units saturate late.',
  formula: { text: 'x / (1 + |x|)', tex: '\\frac{x}{1 + |x|}' },
  source: 'Glorot & Bengio (2010), §3.3; gain 1/√E[φ(z)²]',
  parameters: {},
  value: (_, x) => x / (1 + Math.abs(x)),
  derivative: (_, x) => 1 / (1 + Math.abs(x)) ** 2,
  apply: (tf, _, x) => tf.div(x, tf.add(tf.abs(x), 1)),
  gain: () => momentGain((x) => x / (1 + Math.abs(x))),
  kinks: [0],
  canDie: false,
  saturation: { low: -0.95, high: 0.95 },
  code: () => namedCode('softsign', 'F.softsign'),
});

export const erf = defineActivation({
  title: 'Error function',
  doc: 'Rises like tanh; what theory computes in closed form.',
  formula: {
    text: 'erf(x) = 2/√π ∫₀ˣ exp(−t²) dt',
    tex: '\\operatorname{erf}(x) = \\frac{2}{\\sqrt{\\pi}}\\int_0^x e^{-t^2}\\,dt',
  },
  source: 'Williams (1997), "Computing with Infinite Networks", §3.1; gain 1/√E[φ(z)²]',
  parameters: {},
  value: (_, x) => errorFunction(x),
  derivative: (_, x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x),
  apply: (tf, _, x) => tf.erf(x),
  gain: () => momentGain(errorFunction),
  kinks: [],
  canDie: false,
  saturation: { low: -0.95, high: 0.95 },
  code: () => expressionCode('keras.ops.erf(x)', 'torch.erf(x)'),
});

export const hardSigmoid = defineActivation({
  title: 'Hard sigmoid',
  doc: 'Three straight lines in the place of a sigmoid, as in TensorFlow.js and Keras 2 (PyTorch and Keras 3: slope 1/6).',
  formula: { text: 'min(1, max(0, 0.2 x + 0.5))', tex: '\\min(1, \\max(0, 0.2 x + 0.5))' },
  source: 'Courbariaux, Bengio & David (2015), "BinaryConnect", eq. 3, with slope 0.2; gain 1/√E[φ(z)²]',
  parameters: {},
  value: (_, x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
  derivative: (_, x) => (Math.abs(x) < 2.5 ? 0.2 : 0),
  apply: (tf, _, x) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
  gain: () => momentGain((x) => Math.min(1, Math.max(0, 0.2 * x + 0.5))),
  kinks: [-2.5, 2.5],
  canDie: false,
  saturation: { low: 0.05, high: 0.95 },
  code: () => expressionCode('keras.ops.clip(0.2 * x + 0.5, 0, 1)', 'torch.clamp(0.2 * x + 0.5, 0, 1)'),
});
