import { number, optional } from '../../schema/schema';
import type { Tensor, Tf } from '../tensors';
import { average, bias } from './average';
import { decay, epsilon, learningRate } from './fields';
import { defineOptimizer } from './optimizer';
import type { Slots } from './optimizer';

const moments = {
  beta1: decay('Share of the mean gradient kept at each step.', 0.9),
  beta2: decay('Share of the mean squared gradient kept at each step.', 0.999),
  epsilon,
};

interface Moments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

interface Inputs {
  readonly weight: Tensor;
  readonly gradient: Tensor;
  readonly slots: Slots;
  readonly step: Tensor;
  readonly learningRate: Tensor;
}

const nextMoments = (tf: Tf, p: Moments, { slots, gradient }: Inputs): { m: Tensor; v: Tensor } => ({
  m: average(tf, slots['m']!, gradient, p.beta1),
  v: average(tf, slots['v']!, tf.square(gradient), p.beta2),
});

/** √v̂ + ε, the denominator of the whole family. */
const denominator = (tf: Tf, p: Moments, v: Tensor, step: Tensor): Tensor =>
  tf.add(tf.div(tf.sqrt(v), tf.sqrt(bias(tf, p.beta2, step))), p.epsilon);

/** m̂'s bias correction goes into the step size, a scalar, which saves a pass over the weights. */
function adamStep(tf: Tf, p: Moments, inputs: Inputs, from: Tensor): { weight: Tensor; slots: Slots } {
  const { m, v } = nextMoments(tf, p, inputs);
  const stepSize = tf.div(inputs.learningRate, bias(tf, p.beta1, inputs.step));
  const direction = tf.div(m, denominator(tf, p, v, inputs.step));
  return { weight: tf.sub(from, tf.mul(direction, stepSize)), slots: { m, v } };
}

export const adam = defineOptimizer({
  title: 'Adam',
  doc: 'Adaptive moments. Epsilon is added to the root of the bias-corrected square, as in the paper, PyTorch and TensorFlow.js.',
  formula: {
    text: 'w ← w − lr · m̂ / (√v̂ + ε)',
    tex: 'w \\leftarrow w - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\epsilon}',
  },
  source: 'Kingma & Ba (2015), "Adam", Algorithm 1',
  parameters: { learningRate: learningRate(0.001), ...moments },
  slots: () => ({ m: 0, v: 0 }),
  update: (tf, p, inputs) => adamStep(tf, p, inputs, inputs.weight),
});

export const adamw = defineOptimizer({
  title: 'AdamW',
  doc: 'Adam with weight decay that does not pass through the moments. All weights decay, biases included, as in PyTorch.',
  formula: {
    text: 'w ← w − lr · λ · w − lr · m̂ / (√v̂ + ε)',
    tex: 'w \\leftarrow (1 - \\eta\\lambda) w - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\epsilon}',
  },
  source: 'Loshchilov & Hutter (2019), "Decoupled Weight Decay Regularization", Algorithm 2; PyTorch `AdamW`',
  parameters: {
    learningRate: learningRate(0.001),
    ...moments,
    weightDecay: optional(
      number({
        doc: 'Share of a weight removed at each step, times the learning rate. PyTorch uses 0.01, Keras 0.004.',
        default: 0.01,
        min: 0,
      }),
    ),
  },
  slots: () => ({ m: 0, v: 0 }),
  update(tf, p, inputs) {
    const kept = tf.sub(1, tf.mul(inputs.learningRate, p.weightDecay));
    return adamStep(tf, p, inputs, tf.mul(inputs.weight, kept));
  },
});

/** Dozat's warming schedule of the momentum: β₁ (1 − ½ · 0.96^(step · ψ)). */
const warmed = (tf: Tf, beta1: number, momentumDecay: number, step: Tensor): Tensor =>
  tf.mul(beta1, tf.sub(1, tf.mul(0.5, tf.pow(0.96, tf.mul(step, momentumDecay)))));

export const nadam = defineOptimizer({
  title: 'Nadam',
  doc: 'Adam with Nesterov momentum and a momentum that warms up.',
  formula: {
    text: 'w ← w − lr · (μₜ₊₁ m / (1 − Πμ · μₜ₊₁) + (1 − μₜ) g / (1 − Πμ)) / (√v̂ + ε)',
    tex: 'w \\leftarrow w - \\frac{\\eta}{\\sqrt{\\hat v} + \\epsilon}\\left(\\frac{\\mu_{t+1} m}{1 - \\prod_{i=1}^{t+1}\\mu_i} + \\frac{(1 - \\mu_t) g}{1 - \\prod_{i=1}^{t}\\mu_i}\\right)',
  },
  source: 'Dozat (2016), "Incorporating Nesterov Momentum into Adam", Algorithm 2; PyTorch `NAdam`',
  parameters: {
    learningRate: learningRate(0.001),
    ...moments,
    momentumDecay: optional(
      number({
        doc: 'Speed ψ of the momentum’s warm-up. PyTorch uses 0.004, Keras 1.',
        default: 0.004,
        min: 0,
      }),
    ),
  },
  slots: () => ({ m: 0, v: 0 }),
  scalarSlots: () => ({ product: 1 }),
  update(tf, p, inputs) {
    const { weight, gradient, slots, step, learningRate: rate } = inputs;
    const { m, v } = nextMoments(tf, p, inputs);
    const now = warmed(tf, p.beta1, p.momentumDecay, step);
    const next = warmed(tf, p.beta1, p.momentumDecay, tf.add(step, 1));
    const product = tf.mul(slots['product']!, now);
    const ahead = tf.mul(m, tf.div(next, tf.sub(1, tf.mul(product, next))));
    const current = tf.mul(gradient, tf.div(tf.sub(1, now), tf.sub(1, product)));
    const direction = tf.div(tf.add(ahead, current), denominator(tf, p, v, step));
    return { weight: tf.sub(weight, tf.mul(rate, direction)), slots: { m, v, product } };
  },
});
