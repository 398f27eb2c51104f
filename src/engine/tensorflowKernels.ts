import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../nn/tensors';

/** What tfjs-node's backend offers beyond `KernelBackend`: any operation of TensorFlow by its name. */
interface NodeBackend {
  readonly binding: { readonly TF_ATTR_TYPE: number; readonly TF_ATTR_BOOL: number };
  getDTypeInteger(dtype: TensorInfo['dtype']): number;
  executeSingleOutput(name: string, attributes: readonly object[], inputs: readonly TensorInfo[]): TensorInfo;
}

/** Adds kernels that tfjs-node 4.22 lacks, though TensorFlow has the operation. Registering them again does nothing. */
export const addKernels = (tf: Tf): void => {
  if (tf.getKernelsForBackend('tensorflow').some(({ kernelName }) => kernelName === 'DenseBincount')) return;
  tf.registerKernel({
    kernelName: 'DenseBincount',
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, weights } = inputs as { x: TensorInfo; weights: TensorInfo };
      const { size, binaryOutput } = attrs as unknown as { size: number; binaryOutput: boolean };
      const node = backend as unknown as NodeBackend;
      const { TF_ATTR_TYPE, TF_ATTR_BOOL } = node.binding;
      const bins = tf.scalar(size, 'int32');
      const counts = node.executeSingleOutput(
        'DenseBincount',
        [
          { name: 'Tidx', type: TF_ATTR_TYPE, value: node.getDTypeInteger(x.dtype) },
          { name: 'T', type: TF_ATTR_TYPE, value: node.getDTypeInteger(weights.dtype) },
          { name: 'binary_output', type: TF_ATTR_BOOL, value: binaryOutput },
        ],
        [x, bins, weights],
      );
      bins.dispose();
      return counts;
    },
  });
};
