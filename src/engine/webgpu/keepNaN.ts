import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../nn/tensors';

/** Kernels of tfjs-webgpu that make a number of NaN: WGSL lets a compiler assume that there is none. */
const KERNELS = ['Elu', 'Selu', 'Sigmoid', 'Softplus'];

/** Has kernels pass NaN on, so that a network that has diverged does not seem to train on. */
export const keepNaN = (tf: Tf): void => {
  const call = (name: string): ((inputs: Record<string, TensorInfo>, backend: object) => TensorInfo) => {
    const { kernelFunc } = tf.getKernel(name, 'webgpu');
    return (inputs, backend) => kernelFunc({ inputs, backend, attrs: {} }) as TensorInfo;
  };
  const [isNaN, select] = [call('IsNan'), call('Select')];
  for (const kernelName of KERNELS) {
    const compute = call(kernelName);
    tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc: ({ inputs, backend }) => {
        const x = inputs['x'] as TensorInfo;
        const [value, condition] = [compute({ x }, backend), isNaN({ x }, backend)];
        const kept = select({ condition, t: x, e: value }, backend);
        for (const { dataId } of [value, condition])
          (backend as unknown as KernelBackend).disposeData(dataId);
        return kept;
      },
    });
  }
};
