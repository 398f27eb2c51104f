import { number, optional } from '../../schema/schema';
import { call, python } from '../code/code';
import { namedCode } from '../code/expressions';
import { defineActivation } from './activation';

/** Gain of a rectifier whose negative side has this slope; PyTorch `calculate_gain('leaky_relu', slope)`. */
export const rectifierGain = (slope: number): number => Math.sqrt(2 / (1 + slope * slope));

export const relu = defineActivation({
  title: 'ReLU',
  doc: 'Rectified linear unit. A unit whose input is negative on every sample gets no gradient: it is dead.',
  formula: { text: 'max(0, x)', tex: '\\max(0, x)' },
  source: 'Nair & Hinton (2010), "Rectified Linear Units Improve Restricted Boltzmann Machines"',
  parameters: {},
  value: (_, x) => Math.max(0, x),
  derivative: (_, x) => (x > 0 ? 1 : 0),
  apply: (tf, _, x) => tf.relu(x),
  gain: () => Math.SQRT2,
  kinks: [0],
  canDie: true,
  code: () => namedCode('relu', 'F.relu'),
});

export const leakyRelu = defineActivation({
  title: 'Leaky ReLU',
  doc: 'ReLU with a small slope on the negative side, so that no unit dies.',
  formula: {
    text: 'x if x > 0, else slope · x',
    tex: '\\begin{cases}x & x > 0\\\\ s\\,x & x \\le 0\\end{cases}',
  },
  source: 'Maas, Hannun & Ng (2013), "Rectifier Nonlinearities Improve Neural Network Acoustic Models"',
  parameters: {
    slope: optional(
      number({
        doc: 'Slope for negative inputs. PyTorch uses 0.01, Keras and TensorFlow.js layers 0.3, `tf.leakyRelu` 0.2.',
        default: 0.01,
      }),
    ),
  },
  value: ({ slope }, x) => (x > 0 ? x : slope * x),
  derivative: ({ slope }, x) => (x > 0 ? 1 : slope),
  apply: (tf, { slope }, x) => tf.leakyRelu(x, slope),
  gain: ({ slope }) => rectifierGain(slope),
  kinks: [0],
  canDie: false,
  code: ({ slope }) => ({
    keras: { code: `layers.LeakyReLU(negative_slope=${python(slope)})` },
    pytorch: { code: `F.leaky_relu(x, ${python(slope)})` },
  }),
});

export const prelu = defineActivation({
  title: 'PReLU',
  doc: 'ReLU whose negative slope is trained, one per channel (per unit in a dense layer), stored as the weight `alpha`.',
  formula: {
    text: 'x if x > 0, else α · x with α trained',
    tex: '\\begin{cases}x & x > 0\\\\ \\alpha_c\\,x & x \\le 0\\end{cases}',
  },
  source: 'He et al. (2015), "Delving Deep into Rectifiers", eq. 1',
  parameters: {
    initial: optional(
      number({
        doc: 'Slope that training starts from. PyTorch and the paper use 0.25, Keras 0.',
        default: 0.25,
      }),
    ),
  },
  value: ({ initial }, x) => (x > 0 ? x : initial * x),
  derivative: ({ initial }, x) => (x > 0 ? 1 : initial),
  apply: (tf, { initial }, x, { weight }) =>
    weight === undefined ? tf.leakyRelu(x, initial) : tf.prelu(x, weight),
  gain: ({ initial }) => rectifierGain(initial),
  kinks: [0],
  canDie: false,
  weight: { name: 'alpha', initial: ({ initial }) => initial },
  code: ({ initial }, { output }) => ({
    keras: {
      code: call(
        'layers.PReLU',
        `alpha_initializer=initializers.Constant(${python(initial)})`,
        ...(output.length === 3 ? ['shared_axes=[1, 2]'] : []),
      ),
    },
    pytorch: {
      make: 'nn.PReLU',
      arguments: [String(output.at(-1)), `init=${python(initial)}`],
    },
  }),
});

export const rrelu = defineActivation({
  title: 'RReLU',
  doc: 'ReLU whose negative slope is drawn anew for every value in training and is the mean of the two bounds in evaluation.',
  formula: {
    text: 'x if x > 0, else s · x with s ~ U(lower, upper)',
    tex: '\\begin{cases}x & x > 0\\\\ s\\,x & x \\le 0\\end{cases},\\; s \\sim U(l, u)',
  },
  source: 'Xu et al. (2015), "Empirical Evaluation of Rectified Activations in Convolutional Network", §2.4',
  parameters: {
    lower: optional(number({ doc: 'Smallest slope. PyTorch uses 1/8.', default: 0.125 })),
    upper: optional(number({ doc: 'Largest slope. PyTorch uses 1/3.', default: 1 / 3 })),
  },
  value: ({ lower, upper }, x) => (x > 0 ? x : ((lower + upper) / 2) * x),
  derivative: ({ lower, upper }, x) => (x > 0 ? 1 : (lower + upper) / 2),
  apply(tf, { lower, upper }, x, { noise }) {
    if (noise === undefined) return tf.leakyRelu(x, (lower + upper) / 2);
    const slope = tf.add(tf.mul(noise, upper - lower), lower);
    return tf.prelu(x, slope);
  },
  gain: ({ lower, upper }) => rectifierGain((lower + upper) / 2),
  kinks: [0],
  canDie: false,
  noise: true,
  code: ({ lower, upper }) => ({
    keras: {
      code: `layers.LeakyReLU(negative_slope=${python((lower + upper) / 2)})`,
      note: 'Keras has no RReLU: this is its mean slope, as in evaluation',
    },
    pytorch: {
      code: `F.rrelu(x, ${python(lower)}, ${python(upper)}, training=self.training)`,
    },
  }),
});
