import { number, optional } from '../../schema/schema';
import { channelsLast, option } from '../code/code';
import type { Shape } from '../shape';
import type { Tensor, Tf } from '../tensors';
import { defineLayer } from './layer';
import type { WeightSpec } from './layer';

const scaleAndShift = (input: Shape): readonly WeightSpec[] => {
  const channels = input.at(-1) ?? 1;
  const fans = { fanIn: 1, fanOut: 1 };
  return [
    { name: 'gamma', shape: [channels], init: { kind: 'constant', value: 1 }, fans },
    { name: 'beta', shape: [channels], init: { kind: 'constant', value: 0 }, fans },
  ];
};

const epsilon = optional(
  number({
    doc: 'Added to the variance before its root. Keras and TensorFlow.js use 0.001, PyTorch 0.00001.',
    default: 1e-3,
    above: 0,
  }),
);

/** Mean over all axes but the last, first over the positions of a sample and then over samples, for accuracy. */
function channelMean(tf: Tf, x: Tensor): Tensor {
  const [samples = 1, ...rest] = x.shape;
  const channels = rest.at(-1) ?? 1;
  const perSample = rest.length === 1 ? x : tf.mean(tf.reshape(x, [samples, -1, channels]), 1);
  return tf.mean(perSample, 0);
}

const normalise = (
  tf: Tf,
  centred: Tensor,
  variance: Tensor,
  eps: number,
  gamma: Tensor,
  beta: Tensor,
): Tensor => tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, eps))), gamma), beta);

export const batchNorm = defineLayer({
  title: 'Batch normalisation',
  doc: 'Brings each channel to mean 0 and variance 1 over the batch (and positions), then scales and shifts by trained values. Evaluation uses moving statistics of the batches seen.',
  parameters: {
    momentum: optional(
      number({
        doc: 'Share of the old moving statistics kept at each step (Keras’ convention; PyTorch’s momentum is 1 − this).',
        default: 0.99,
        min: 0,
        max: 1,
      }),
    ),
    epsilon,
  },
  activates: false,
  hasKernel: false,
  outputShape: (_, input) => input,
  weights: (_, input) => scaleAndShift(input),
  statistics: (_, input) => [
    { name: 'mean', shape: [input.at(-1) ?? 1], initial: 0 },
    { name: 'variance', shape: [input.at(-1) ?? 1], initial: 1 },
  ],
  /** Moving statistics follow Keras: the biased batch variance. */
  forward({ tf, training, weights, statistics }, p, input) {
    const gamma = weights['gamma']!;
    const beta = weights['beta']!;
    const movingMean = statistics['mean']!;
    const movingVariance = statistics['variance']!;
    if (!training) {
      const centred = tf.sub(input, movingMean);
      return { output: normalise(tf, centred, movingVariance, p.epsilon, gamma, beta) };
    }
    const mean = channelMean(tf, input);
    const centred = tf.sub(input, mean);
    const variance = channelMean(tf, tf.square(centred));
    const follow = (old: Tensor, now: Tensor): Tensor =>
      tf.add(tf.mul(old, p.momentum), tf.mul(now, 1 - p.momentum));
    return {
      output: normalise(tf, centred, variance, p.epsilon, gamma, beta),
      statistics: { mean: follow(movingMean, mean), variance: follow(movingVariance, variance) },
    };
  },
  code: (p, { input }) => ({
    keras: {
      make: 'layers.BatchNormalization',
      arguments: [...option('momentum', p.momentum, 0.99), ...option('epsilon', p.epsilon, 1e-3)],
    },
    pytorch: {
      make: input.length === 3 ? 'nn.BatchNorm2d' : 'nn.BatchNorm1d',
      arguments: [
        String(input.at(-1)),
        ...option('eps', p.epsilon, 1e-5),
        // what is left of 1, in the digits that a person would write
        ...option('momentum', Number((1 - p.momentum).toPrecision(12)), 0.1),
      ],
      note: "PyTorch's running variance is the unbiased one of each batch, InitScope's and Keras' the biased",
    },
  }),
});

export const layerNorm = defineLayer({
  title: 'Layer normalisation',
  doc: 'Brings each sample to mean 0 and variance 1 over its last axis (the channels), then scales and shifts by trained values.',
  parameters: { epsilon },
  activates: false,
  hasKernel: false,
  outputShape: (_, input) => input,
  weights: (_, input) => scaleAndShift(input),
  forward({ tf, weights }, p, input) {
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    return { output: normalise(tf, centred, variance, p.epsilon, weights['gamma']!, weights['beta']!) };
  },
  code: (p, { input }) => ({
    keras: { make: 'layers.LayerNormalization', arguments: option('epsilon', p.epsilon, 1e-3) },
    pytorch: {
      make: 'nn.LayerNorm',
      arguments: [String(input.at(-1)), ...option('eps', p.epsilon, 1e-5)],
      apply: (made) => channelsLast(input, (x) => `${made}(${x})`),
    },
  }),
});
