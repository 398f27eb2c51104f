import { number, required } from '../../schema/schema';
import { python } from '../code/code';
import { sizeOf } from '../shape';
import { defineLayer } from './layer';

export const dropout = defineLayer({
  title: 'Dropout',
  doc: 'In training sets a random share of values to 0 and scales the others by 1 / (1 − rate); in evaluation does nothing.',
  parameters: {
    rate: required(number({ doc: 'Share of values set to 0.', min: 0, below: 1 })),
  },
  primary: 'rate',
  activates: false,
  hasKernel: false,
  outputShape: (_, input) => input,
  weights: () => [],
  noise: (_, input) => input,
  forward({ tf, training, noise }, { rate }, input) {
    if (!training || noise === undefined) return { output: input };
    const kept = tf.cast(tf.greaterEqual(noise, rate), 'float32');
    return { output: tf.mul(input, tf.mul(kept, 1 / (1 - rate))) };
  },
  code: ({ rate }) => ({
    keras: { make: 'layers.Dropout', arguments: [python(rate)] },
    pytorch: { make: 'nn.Dropout', arguments: [python(rate)] },
  }),
});

export const flatten = defineLayer({
  title: 'Flatten',
  doc: 'Turns a sample of any shape into one row of numbers.',
  parameters: {},
  activates: false,
  hasKernel: false,
  outputShape: (_, input) => [sizeOf(input)],
  weights: () => [],
  forward: ({ tf }, _, input) => ({ output: tf.reshape(input, [input.shape[0], -1]) }),
  code: (_, { input }) => ({
    keras: { make: 'layers.Flatten' },
    // InitScope's order of the pixels; of one channel it is PyTorch's too
    pytorch: {
      apply: () =>
        input.length === 3 && input[2] !== 1 ? 'x.permute(0, 2, 3, 1).flatten(1)' : 'x.flatten(1)',
    },
  }),
});

export const stopGradient = defineLayer({
  title: 'Stop gradient',
  doc: 'Passes its input on and no gradient back: all layers before it are frozen, as by `training.freeze`.',
  parameters: {},
  activates: false,
  hasKernel: false,
  stopsGradient: true,
  outputShape: (_, input) => input,
  weights: () => [],
  forward: (_context, _, input) => ({ output: input }),
  code: () => ({
    keras: { apply: () => 'keras.ops.stop_gradient(x)' },
    pytorch: { apply: () => 'x.detach()' },
  }),
});

export const activation = defineLayer({
  title: 'Activation',
  doc: 'Applies an activation on its own, for example after a normalisation: `activation: relu`.',
  parameters: {},
  activates: false,
  hasKernel: false,
  outputShape: (_, input) => input,
  weights: () => [],
  /** The model applies the activation named by the layer's spec to this output. */
  forward: (_context, _, input) => ({ output: input }),
  code: () => ({ keras: { apply: () => 'x' }, pytorch: { apply: () => 'x' } }),
});
