import type { AvgPoolAttrs, Tensor4D, backend_util } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from '../nn/tensors';

/**
 * Corrects the gradient of average pooling where windows hang over the edge (`same` padding). tfjs 4.22 averages
 * such a window over the inputs it really has, but its cpu, wasm and webgpu gradients divide by the whole window's
 * size. Scaling the incoming gradient by size / inputs beforehand makes them agree; TensorFlow's own is right.
 */
export const correctAvgPoolGradient = (tf: Tf): void =>
  tf.registerGradient({
    kernelName: tf.AvgPool,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => {
      const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as AvgPoolAttrs;
      const input = x as Tensor4D;
      const info = tf.backend_util.computePool2DInfo(
        input.shape,
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const shares = windowShares(info);
      const gradient = (): Tensor =>
        tf.tidy(() => {
          const upstream = dy as Tensor;
          const scaled = shares.every((share) => share === 1)
            ? upstream
            : tf.mul(upstream, tf.tensor(shares, [1, info.outHeight, info.outWidth, 1]));
          return tf.engine().runKernel(tf.AvgPoolGrad, { dy: scaled, input }, attributes);
        });
      return { x: gradient };
    },
  });

/** Window size / inputs inside the image, for each output position [outHeight, outWidth]. */
export const windowShares = (
  info: Pick<
    backend_util.Conv2DInfo,
    | 'inHeight'
    | 'inWidth'
    | 'outHeight'
    | 'outWidth'
    | 'filterHeight'
    | 'filterWidth'
    | 'strideHeight'
    | 'strideWidth'
    | 'padInfo'
  >,
): Float32Array => {
  const rows = inside(info.outHeight, info.strideHeight, info.filterHeight, info.inHeight, info.padInfo.top);
  const columns = inside(info.outWidth, info.strideWidth, info.filterWidth, info.inWidth, info.padInfo.left);
  const size = info.filterHeight * info.filterWidth;
  return Float32Array.from(rows.flatMap((height) => columns.map((width) => size / (height * width))));
};

/** Extent of each window that lies inside the image, along one axis. */
const inside = (outputs: number, stride: number, filter: number, size: number, pad: number): number[] =>
  Array.from({ length: outputs }, (_, o) => {
    const start = o * stride - pad;
    return Math.min(size, start + filter) - Math.max(0, start);
  });
