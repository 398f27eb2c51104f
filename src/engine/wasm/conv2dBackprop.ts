import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  backend_util,
} from '@tensorflow/tfjs-core';
import type { Tf } from '../../nn/tensors';
import { addPatches, patchSize, patchesAsColumns } from './im2col';
import { defineKernel, floats } from './kernel';
import type { WasmKernel } from './kernel';
import { createMatrices } from './matrix';

/** Patches in flight at once, in floats: 16 MiB, so that a large batch does not grow the heap for good. */
const MAX_PATCHES = 4 << 20;

/**
 * Gradient of conv2d by its filter, which tfjs-wasm lacks: dW = im2col(x)ᵀ · dy, a few samples at a time.
 */
export const conv2dBackpropFilter: WasmKernel = (tf, backend) => {
  const matrices = createMatrices(backend);
  return defineKernel('Conv2DBackpropFilter', ({ x, dy }, attributes) => {
    const info = convInfo(tf, x.shape, attributes.filterShape, attributes);
    const { batchSize, outChannels } = info;
    const patch = patchSize(info);
    const positions = info.outHeight * info.outWidth;
    const samples = samplesAtOnce(info);
    const out = backend.makeOutput(attributes.filterShape, 'float32');
    const columns = matrices.allocate(patch, samples * positions);
    const product = matrices.allocate(patch, outChannels);
    const dyOffset = backend.getMemoryOffset(dy.dataId);
    floats(backend, out).fill(0);
    for (let from = 0; from < batchSize; from += samples) {
      const count = Math.min(samples, batchSize - from);
      const image = info.inHeight * info.inWidth * info.inChannels;
      const part = matrices.view(columns.offset, patch, count * positions);
      patchesAsColumns(
        floats(backend, x).subarray(from * image, (from + count) * image),
        count,
        info,
        matrices.values(part),
      );
      const rows = matrices.view(
        dyOffset + from * positions * outChannels * Float32Array.BYTES_PER_ELEMENT,
        count * positions,
        outChannels,
      );
      matrices.multiply(part, rows, product);
      part.release();
      rows.release();
      const sum = floats(backend, out);
      const add = matrices.values(product);
      for (let i = 0; i < sum.length; i++) sum[i]! += add[i]!;
    }
    columns.release();
    product.release();
    return out;
  });
};

/**
 * Gradient of conv2d by its input: dx = col2im(dy · Wᵀ). tfjs-wasm's own is a scalar loop.
 */
export const conv2dBackpropInput: WasmKernel = (tf, backend) => {
  const matrices = createMatrices(backend);
  return defineKernel('Conv2DBackpropInput', ({ dy, filter }, attributes) => {
    const info = convInfo(tf, attributes.inputShape, filter.shape, attributes);
    const { batchSize, outChannels } = info;
    const patch = patchSize(info);
    const positions = info.outHeight * info.outWidth;
    const samples = samplesAtOnce(info);
    const out = backend.makeOutput(info.inShape, 'float32');
    const weights = matrices.transposed(matrices.of(filter, patch, outChannels));
    const patches = matrices.allocate(samples * positions, patch);
    const dyOffset = backend.getMemoryOffset(dy.dataId);
    floats(backend, out).fill(0);
    for (let from = 0; from < batchSize; from += samples) {
      const count = Math.min(samples, batchSize - from);
      const image = info.inHeight * info.inWidth * info.inChannels;
      const rows = matrices.view(
        dyOffset + from * positions * outChannels * Float32Array.BYTES_PER_ELEMENT,
        count * positions,
        outChannels,
      );
      const part = matrices.view(patches.offset, count * positions, patch);
      matrices.multiply(rows, weights, part);
      addPatches(
        matrices.values(part),
        count,
        info,
        floats(backend, out).subarray(from * image, (from + count) * image),
      );
      part.release();
      rows.release();
    }
    patches.release();
    weights.release();
    return out;
  });
};

type ConvAttributes = Pick<
  Conv2DBackpropFilterAttrs & Conv2DBackpropInputAttrs,
  'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode'
>;

const convInfo = (
  tf: Tf,
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode }: ConvAttributes,
): backend_util.Conv2DInfo => {
  if (dataFormat !== 'NHWC') throw new Error(`conv2d's gradient on wasm takes NHWC, not ${dataFormat}.`);
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  );
};

const samplesAtOnce = (info: backend_util.Conv2DInfo): number =>
  Math.max(
    1,
    Math.min(info.batchSize, Math.floor(MAX_PATCHES / (patchSize(info) * info.outHeight * info.outWidth))),
  );
