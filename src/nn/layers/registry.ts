import { conv2d } from './conv2d';
import { dense } from './dense';
import type { Layer } from './layer';
import { batchNorm, layerNorm } from './normalization';
import { activation, dropout, flatten, stopGradient } from './plain';
import { avgPool2d, maxPool2d } from './pooling';
import { residual } from './residual';

/** Every layer type, in the order to offer them. */
export const layers = {
  dense,
  conv2d,
  maxPool2d,
  avgPool2d,
  batchNorm,
  layerNorm,
  dropout,
  flatten,
  activation,
  residual,
  stopGradient,
} satisfies Readonly<Record<string, Layer>>;
