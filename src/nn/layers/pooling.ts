import type { Tensor4D } from '@tensorflow/tfjs-core';
import { integer, optional } from '../../schema/schema';
import { t } from '../../shared/l10n';
import type { Shape } from '../shape';
import type { Tensor, Tf } from '../tensors';
import type { CodePlace, Step } from '../code/code';
import { padded } from '../code/windows';
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
  const slid = slide(t('window'), window, input);
  return 'error' in slid ? slid : [slid.height, slid.width, slid.channels];
}

/**
 * The largest value of each window, NaN where its channel of the sample holds one: the maximum of most engines passes
 * over NaN, and a network that has diverged would seem to train on. Gradients are those of the maximum alone.
 */
function maxPool(tf: Tf, p: PoolParameters, input: Tensor4D): Tensor4D {
  const strides = p.strides ?? p.poolSize;
  return tf.customGrad((x, save) => {
    const image = x as Tensor4D;
    const largest = tf.maxPool(image, p.poolSize, strides, p.padding);
    const total = tf.sum(image, [1, 2], true);
    const value = tf.add<Tensor4D>(largest, tf.where(tf.isNaN(total), NaN, tf.zerosLike(total)));
    (save as (tensors: Tensor[]) => void)([image, largest]);
    const gradFunc = (dy: Tensor4D, saved: Tensor[]): Tensor4D => {
      const [from, output] = saved as [Tensor4D, Tensor4D];
      const attributes = { filterSize: p.poolSize, strides, pad: p.padding };
      return tf.engine().runKernel<Tensor4D>(tf.MaxPoolGrad, { dy, input: from, output }, attributes);
    };
    return { value, gradFunc };
  })(input);
}

function kerasPool(name: string, { poolSize, strides, padding: border }: PoolParameters): Step {
  const stride = strides === undefined ? [] : [`strides=${strides}`];
  return {
    make: `layers.${name}`,
    arguments: [String(poolSize), ...stride, ...(border === 'same' ? ['padding="same"'] : [])],
  };
}

const windowArguments = ({ poolSize, strides }: PoolParameters): readonly string[] => [
  String(poolSize),
  ...(strides === undefined ? [] : [`stride=${strides}`]),
];

const windowOf = ({ poolSize, strides, padding: border }: PoolParameters) => ({
  size: poolSize,
  stride: strides ?? poolSize,
  padding: border,
});

function pytorchMaxPool(p: PoolParameters, { input }: CodePlace): Step {
  const { own, around } = padded(windowOf(p), input);
  const args = [...windowArguments(p), ...(own === undefined ? [] : [`padding=${own}`])].join(', ');
  return { apply: () => `F.max_pool2d(${around('x', '-math.inf')}, ${args})` };
}

/** Padding does not count: where it is unequal, the sum is divided by how much of a window lies inside. */
function pytorchAvgPool(p: PoolParameters, { input }: CodePlace): Step {
  const { own, around } = padded(windowOf(p), input);
  const args = windowArguments(p).join(', ');
  if (own !== undefined)
    return { apply: () => `F.avg_pool2d(x, ${args}, padding=${own}, count_include_pad=False)` };
  const mean = (of: string): string => `F.avg_pool2d(${around(of, '0.0')}, ${args})`;
  const unequal = around('x', '0.0') !== 'x';
  return { apply: () => (unequal ? `${mean('x')} / ${mean('torch.ones_like(x)')}` : mean('x')) };
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
  forward: ({ tf }, p, input) => ({ output: maxPool(tf, p, input as Tensor4D) }),
  code: (p, place) => ({ keras: kerasPool('MaxPooling2D', p), pytorch: pytorchMaxPool(p, place) }),
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
  code: (p, place) => ({ keras: kerasPool('AveragePooling2D', p), pytorch: pytorchAvgPool(p, place) }),
});
