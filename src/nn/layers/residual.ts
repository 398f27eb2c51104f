import { defineLayer } from './layer';

export const residual = defineLayer({
  title: 'Residual block',
  doc: 'Adds its input to what its `layers` make of it, so that signal and gradient have a way past them. Their last layer with weights is linear unless it says otherwise; the activation follows the sum (`activation: linear` for none, as in pre-activation networks). The layers must keep the shape of their input.',
  parameters: {},
  activates: true,
  hasKernel: false,
  outputShape: (_, input) => input,
  weights: () => [],
  /** `input` is what the branch has made of `skip`. */
  forward: ({ tf, skip }, _, input) => ({ output: skip === undefined ? input : tf.add(input, skip) }),
  /** `made` is the variable that holds the input of the branch. */
  code: () => ({
    keras: { apply: (made) => `layers.Add()([x, ${made}])` },
    pytorch: { apply: (made) => `x + ${made}` },
  }),
});
