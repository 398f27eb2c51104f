import { defineKernel, floats } from './kernel';
import type { WasmKernel } from './kernel';

/**
 * Gradient of max pooling: each window's goes to its first maximum, as in TensorFlow. tfjs-wasm 4.22 drops the
 * windows whose maximum is not positive.
 */
export const maxPoolGrad: WasmKernel = (tf, backend) =>
  defineKernel('MaxPoolGrad', ({ dy, input }, { filterSize, strides, pad, dimRoundingMode }) => {
    const g = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const { inHeight, inWidth, inChannels, outHeight, outWidth } = g;
    const out = backend.makeOutput(input.shape, 'float32');
    const x = floats(backend, input);
    const upstream = floats(backend, dy);
    const gradient = floats(backend, out).fill(0);
    const best = new Float32Array(inChannels);
    const position = new Int32Array(inChannels);
    let from = 0;
    for (let n = 0; n < g.batchSize; n++)
      for (let oh = 0; oh < outHeight; oh++)
        for (let ow = 0; ow < outWidth; ow++, from += inChannels) {
          const top = oh * g.strideHeight - g.padInfo.top;
          const left = ow * g.strideWidth - g.padInfo.left;
          const bottom = Math.min(inHeight, top + g.filterHeight);
          const right = Math.min(inWidth, left + g.filterWidth);
          best.fill(-Infinity);
          position.fill(-1);
          for (let ih = Math.max(0, top); ih < bottom; ih++)
            for (let iw = Math.max(0, left); iw < right; iw++) {
              const at = ((n * inHeight + ih) * inWidth + iw) * inChannels;
              for (let c = 0; c < inChannels; c++)
                if (x[at + c]! > best[c]! || position[c]! < 0) {
                  best[c] = x[at + c]!;
                  position[c] = at + c;
                }
            }
          for (let c = 0; c < inChannels; c++) gradient[position[c]!]! += upstream[from + c]!;
        }
    return out;
  });
