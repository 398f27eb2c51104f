import { boolean, number, optional } from '../../schema/schema';
import { average } from './average';
import { decay, epsilon, learningRate } from './fields';
import { defineOptimizer } from './optimizer';

export const rmsprop = defineOptimizer({
  title: 'RMSprop',
  doc: 'Divides the gradient by a running root mean square of itself. Epsilon is added outside the root, as in PyTorch (Keras and TensorFlow.js add it inside).',
  formula: {
    text: 'v ← ρ v + (1 − ρ) g²; w ← w − lr · g / (√v + ε)',
    tex: 'v \\leftarrow \\rho v + (1-\\rho) g^2,\\; w \\leftarrow w - \\eta\\,\\frac{g}{\\sqrt{v} + \\epsilon}',
  },
  source:
    'Tieleman & Hinton (2012), Coursera lecture 6.5; centred: Graves (2013), eq. 38–45; PyTorch `RMSprop`',
  parameters: {
    learningRate: learningRate(0.001),
    rho: decay('Share of the mean square kept at each step. PyTorch uses 0.99.', 0.9),
    momentum: decay('Share of the velocity kept at each step; 0 = none.', 0),
    centered: optional(
      boolean({ doc: 'Divide by the standard deviation instead of the root mean square.', default: false }),
    ),
    epsilon,
  },
  slots: (p) => ({
    v: 0,
    ...(p.centered ? { mean: 0 } : {}),
    ...(p.momentum > 0 ? { velocity: 0 } : {}),
  }),
  update(tf, p, { weight, gradient, slots, learningRate: rate }) {
    const v = average(tf, slots['v']!, tf.square(gradient), p.rho);
    const mean = p.centered ? average(tf, slots['mean']!, gradient, p.rho) : undefined;
    const spread = mean === undefined ? v : tf.relu(tf.sub(v, tf.square(mean)));
    const scaled = tf.div(gradient, tf.add(tf.sqrt(spread), p.epsilon));
    const velocity = p.momentum > 0 ? tf.add(tf.mul(slots['velocity']!, p.momentum), scaled) : undefined;
    return {
      weight: tf.sub(weight, tf.mul(rate, velocity ?? scaled)),
      slots: { v, ...(mean && { mean }), ...(velocity && { velocity }) },
    };
  },
});

export const adagrad = defineOptimizer({
  title: 'AdaGrad',
  doc: 'Divides the gradient by the root of the sum of all its squares so far.',
  formula: {
    text: 's ← s + g²; w ← w − lr · g / (√s + ε)',
    tex: 's \\leftarrow s + g^2,\\; w \\leftarrow w - \\eta\\,\\frac{g}{\\sqrt{s} + \\epsilon}',
  },
  source: 'Duchi, Hazan & Singer (2011), "Adaptive Subgradient Methods", §1.1; PyTorch `Adagrad`',
  parameters: {
    learningRate: learningRate(0.01),
    initialAccumulator: optional(
      number({
        doc: 'What the sum starts from. Keras and TensorFlow.js use 0.1, PyTorch 0.',
        default: 0.1,
        min: 0,
      }),
    ),
    epsilon,
  },
  slots: (p) => ({ sum: p.initialAccumulator }),
  update(tf, p, { weight, gradient, slots, learningRate: rate }) {
    const sum = tf.add(slots['sum']!, tf.square(gradient));
    const scaled = tf.div(gradient, tf.add(tf.sqrt(sum), p.epsilon));
    return { weight: tf.sub(weight, tf.mul(rate, scaled)), slots: { sum } };
  },
});
