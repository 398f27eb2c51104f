import { defineOptimizer } from './optimizer';
import { decay, learningRate } from './fields';

export const sgd = defineOptimizer({
  title: 'SGD',
  doc: 'Plain stochastic gradient descent.',
  formula: { text: 'w ← w − lr · g', tex: 'w \\leftarrow w - \\eta g' },
  source: 'Robbins & Monro (1951)',
  parameters: { learningRate: learningRate(0.01) },
  slots: () => ({}),
  update: (tf, _, { weight, gradient, learningRate: rate }) => ({
    weight: tf.sub(weight, tf.mul(rate, gradient)),
    slots: {},
  }),
});

const momentumDecay = decay('Share of the velocity kept at each step.', 0.9);

export const momentum = defineOptimizer({
  title: 'Momentum',
  doc: 'Descent along a decaying sum of gradients. The learning rate multiplies the velocity when it is applied, as in PyTorch and TensorFlow.js (Keras puts it into the velocity: the same while the rate is constant).',
  formula: {
    text: 'v ← μ v + g; w ← w − lr · v',
    tex: 'v \\leftarrow \\mu v + g,\\; w \\leftarrow w - \\eta v',
  },
  source: 'Polyak (1964); PyTorch `SGD(momentum)`',
  parameters: { learningRate: learningRate(0.01), momentum: momentumDecay },
  slots: () => ({ velocity: 0 }),
  update(tf, p, { weight, gradient, slots, learningRate: rate }) {
    const velocity = tf.add(tf.mul(slots['velocity']!, p.momentum), gradient);
    return { weight: tf.sub(weight, tf.mul(rate, velocity)), slots: { velocity } };
  },
});

export const nesterov = defineOptimizer({
  title: 'Nesterov momentum',
  doc: 'Momentum that looks one step ahead.',
  formula: {
    text: 'v ← μ v + g; w ← w − lr · (g + μ v)',
    tex: 'v \\leftarrow \\mu v + g,\\; w \\leftarrow w - \\eta (g + \\mu v)',
  },
  source:
    'Sutskever et al. (2013), "On the Importance of Initialization and Momentum"; PyTorch `SGD(nesterov)`',
  parameters: { learningRate: learningRate(0.01), momentum: momentumDecay },
  slots: () => ({ velocity: 0 }),
  update(tf, p, { weight, gradient, slots, learningRate: rate }) {
    const velocity = tf.add(tf.mul(slots['velocity']!, p.momentum), gradient);
    const ahead = tf.add(gradient, tf.mul(velocity, p.momentum));
    return { weight: tf.sub(weight, tf.mul(rate, ahead)), slots: { velocity } };
  },
});
