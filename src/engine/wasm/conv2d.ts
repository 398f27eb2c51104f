import type { Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernel } from './kernel';

/**
 * tfjs-wasm's conv2d with `same` padding told in numbers: XNNPACK's own reckoning of it goes below zero, and leaves
 * the output all zeros, where the last window ends short of the edge (a stride larger than the filter).
 */
export const conv2d: WasmKernel = (tf) => {
  const shipped = tf.getKernel(tf.Conv2D, 'wasm');
  return {
    ...shipped,
    kernelFunc: (call) => {
      const { x, filter } = call.inputs as Readonly<Record<'x' | 'filter', TensorInfo>>;
      const attributes = call.attrs as unknown as Conv2DAttrs;
      if (attributes.pad !== 'same') return shipped.kernelFunc(call);
      const { top, bottom, left, right } = tf.backend_util.computeConv2DInfo(
        x.shape as [number, number, number, number],
        filter.shape as [number, number, number, number],
        attributes.strides,
        attributes.dilations,
        'same',
      ).padInfo;
      const pad = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      return shipped.kernelFunc({ ...call, attrs: { ...call.attrs, pad } });
    },
  };
};
