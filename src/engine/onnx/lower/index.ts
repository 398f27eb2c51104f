import { convolution } from './convolution';
import { elementwise } from './elementwise';
import type { Lowering } from './lowering';
import { matmul } from './matmul';
import { pooling } from './pooling';
import { reduction } from './reduction';
import { shaping } from './shaping';

/** How each tfjs kernel is written in ONNX. */
export const lowerings: Readonly<Record<string, Lowering>> = {
  ...elementwise,
  ...shaping,
  ...reduction,
  ...matmul,
  ...convolution,
  ...pooling,
};
