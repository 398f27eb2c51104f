import type { Tf } from '../../nn/tensors';
import type { WasmBackend } from './backend';
import { batchMatMul } from './batchMatMul';
import { conv2d } from './conv2d';
import { conv2dBackpropFilter, conv2dBackpropInput } from './conv2dBackprop';
import { clipByValue, log1p, prelu, relu, relu6, selu, sign } from './elementwise';
import type { WasmKernel } from './kernel';
import { maxPoolGrad } from './maxPoolGrad';
import { mean, sum } from './reduce';
import { unsortedSegmentSum } from './unsortedSegmentSum';

const KERNELS: readonly WasmKernel[] = [
  batchMatMul,
  clipByValue,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  log1p,
  maxPoolGrad,
  mean,
  prelu,
  relu,
  relu6,
  selu,
  sign,
  sum,
  unsortedSegmentSum,
];

/** Puts our kernels in the place of those that tfjs-wasm has slow, wrong or not at all. */
export const registerWasmKernels = (tf: Tf, backend: WasmBackend): void => {
  const shipped = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  for (const kernel of KERNELS) {
    const config = kernel(tf, backend);
    if (shipped.has(config.kernelName)) tf.unregisterKernel(config.kernelName, 'wasm');
    tf.registerKernel(config);
  }
};
