import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import type { Tensor, TensorMap, Tf } from '../../nn/tensors';
import { HISTOGRAM, histogram } from './histogram';
import { need } from './ir';
import type { Attributes } from './ir';

/** Calls a kernel as it was recorded, on the current backend. @param inputs by tfjs' names; those of kernels over lists by number */
export const callKernel = (tf: Tf, kernel: string, inputs: TensorMap, attributes: Attributes): Tensor => {
  if (kernel === HISTOGRAM) {
    const { size, batchDims } = attributes;
    return histogram(tf, need(inputs['x'], 'x'), need(size, 'size') as number, batchDims as 0 | 1);
  }
  // tfjs types both by index, and means a record where a kernel takes a list
  const given = ('0' in inputs ? Object.values(inputs) : { ...inputs }) as Record<string, Tensor>;
  return tf.engine().runKernel<Tensor>(kernel, given, { ...attributes } as NamedAttrMap);
};
