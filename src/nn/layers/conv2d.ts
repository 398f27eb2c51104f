import type { Tensor4D } from '@tensorflow/tfjs-core';
import { integer, optional, required } from '../../schema/schema';
import { t } from '../../shared/l10n';
import { flag, option, python } from '../code/code';
import { padded } from '../code/windows';
import { useBias } from './dense';
import { defineLayer } from './layer';
import { padding, slide } from './windows';

export const conv2d = defineLayer({
  title: 'Convolution',
  doc: 'Slides square filters over height and width; channels come last.',
  parameters: {
    filters: required(integer({ doc: 'Number of output channels.', min: 1, unit: 'filters' })),
    kernelSize: optional(
      integer({ doc: 'Height and width of a filter.', min: 1, default: 3, unit: 'pixels' }),
    ),
    strides: optional(integer({ doc: 'Step between two positions.', min: 1, default: 1, unit: 'pixels' })),
    padding: optional(padding),
    useBias,
  },
  primary: 'filters',
  activates: true,
  hasKernel: true,
  outputShape(p, input) {
    const slid = slide(t('kernel'), { size: p.kernelSize, stride: p.strides, padding: p.padding }, input);
    return 'error' in slid ? slid : [slid.height, slid.width, p.filters];
  },
  weights(p, [, , channels = 0]) {
    const area = p.kernelSize ** 2;
    const fans = { fanIn: area * channels, fanOut: area * p.filters };
    const shape = [p.kernelSize, p.kernelSize, channels, p.filters];
    const kernel = { name: 'kernel', shape, init: { kind: 'kernel' }, fans } as const;
    const bias = { name: 'bias', shape: [p.filters], init: { kind: 'bias' }, fans } as const;
    return p.useBias ? [kernel, bias] : [kernel];
  },
  forward({ tf, weights }, p, input) {
    const { kernel, bias } = weights;
    const sum = tf.conv2d(input as Tensor4D, kernel as Tensor4D, p.strides, p.padding);
    return { output: bias === undefined ? sum : tf.add(sum, bias) };
  },
  code(p, { input }) {
    const { own, around } = padded({ size: p.kernelSize, stride: p.strides, padding: p.padding }, input);
    return {
      keras: {
        make: 'layers.Conv2D',
        arguments: [
          python(p.filters),
          python(p.kernelSize),
          ...option('strides', p.strides, 1),
          ...(p.padding === 'same' ? ['padding="same"'] : []),
          ...flag('use_bias', p.useBias, true),
        ],
      },
      pytorch: {
        make: 'nn.Conv2d',
        arguments: [
          python(input[2] ?? 0),
          python(p.filters),
          python(p.kernelSize),
          ...option('stride', p.strides, 1),
          ...(own === undefined ? [] : [`padding=${own}`]),
          ...flag('bias', p.useBias, true),
        ],
        apply: (made) => `${made}(${around('x', '0.0')})`,
      },
    };
  },
});
