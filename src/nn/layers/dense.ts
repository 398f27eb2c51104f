import { boolean, integer, optional, required } from '../../schema/schema';
import { flag, python } from '../code/code';
import { formatShape } from '../shape';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { t } from '../../shared/l10n';
import { defineLayer } from './layer';

export const useBias = optional(boolean({ doc: 'Add a trained bias to each output.', default: true }));

export const dense = defineLayer({
  title: 'Dense',
  doc: 'Fully connected: every output is a weighted sum of all inputs.',
  parameters: {
    units: required(integer({ doc: 'Number of outputs.', min: 1, unit: 'units' })),
    useBias,
  },
  primary: 'units',
  activates: true,
  hasKernel: true,
  outputShape: ({ units }, input) =>
    input.length === 1
      ? [units]
      : {
          error: t(
            'needs a flat input, but its input is {0}: put a flatten layer before it',
            formatShape(input),
          ),
        },
  weights(p, [inputs = 0]) {
    const fans = { fanIn: inputs, fanOut: p.units };
    const kernel = { name: 'kernel', shape: [inputs, p.units], init: { kind: 'kernel' }, fans } as const;
    const bias = { name: 'bias', shape: [p.units], init: { kind: 'bias' }, fans } as const;
    return p.useBias ? [kernel, bias] : [kernel];
  },
  forward({ tf, weights }, _, input) {
    const { kernel, bias } = weights;
    const sum = tf.matMul(input, kernel as Tensor2D);
    return { output: bias === undefined ? sum : tf.add(sum, bias) };
  },
  code: (p, { input: [inputs = 0] }) => ({
    keras: { make: 'layers.Dense', arguments: [python(p.units), ...flag('use_bias', p.useBias, true)] },
    pytorch: {
      make: 'nn.Linear',
      arguments: [python(inputs), python(p.units), ...flag('bias', p.useBias, true)],
    },
  }),
});
