import type { Tensor4D } from '@tensorflow/tfjs-core';
import { integer, optional } from '../../schema/schema';
import type { Shape } from '../shape';
import { defineLayer } from './layer';
import { padding, slide } from './windows';
import type { Padding } from './windows';

const parameters = {
  poolSize: optional(integer({ doc: 'Height and width of the window.', min: 1, default: 2, unit: 'pixels' })),
  strides: optional(
    integer({ doc: 'Step between two windows; `poolSize` when left out.', min: 1, unit: 'pixels' }),
  ),
  padding: optional(padding),
};

interface PoolParameters {
  readonly poolSize: number;
  readonly strides?: number;
  readonly padding: Padding;
}

function outputShape(p: PoolParameters, input: Shape): Shape | { readonly error: string } {
  const window = { size: p.poolSize, stride: p.strides ?? p.poolSize, padding: p.padding };
  const slid = slide('window', window, input);
  return 'error' in slid ? slid : [slid.height, slid.width, slid.channels];
}

export const maxPool2d = defineLayer({
  title: 'Max pooling',
  doc: 'Keeps the largest value of each window of a channel.',
  parameters,
  primary: 'poolSize',
  activates: false,
  hasKernel: false,
  outputShape,
  weights: () => [],
  forward: ({ tf }, p, input) => ({
    output: tf.maxPool(input as Tensor4D, p.poolSize, p.strides ?? p.poolSize, p.padding),
  }),
});

export const avgPool2d = defineLayer({
  title: 'Average pooling',
  doc: 'The mean of each window of a channel; padding does not count.',
  parameters,
  primary: 'poolSize',
  activates: false,
  hasKernel: false,
  outputShape,
  weights: () => [],
  forward: ({ tf }, p, input) => ({
    output: tf.avgPool(input as Tensor4D, p.poolSize, p.strides ?? p.poolSize, p.padding),
  }),
});
