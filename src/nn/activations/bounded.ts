import { defineActivation } from './activation';

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
});
