import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from '../../nn/tensors';
import { elementsOf } from './ir';
import type { Elements, Node, Value } from './ir';

/**
 * Runs one kernel now, on tfjs' cpu backend.
 * @param inputs the values that the node's inputs have, by input name
 */
export function evaluateKernel(
  tf: Tf,
  node: Node,
  inputs: Readonly<Record<string, { value: Value; elements: Elements }>>,
): Elements {
  const before = tf.getBackend();
  void tf.setBackend('cpu');
  try {
    return tf.tidy(() => {
      const tensors: Record<string, Tensor> = {};
      for (const [name, { value, elements }] of Object.entries(inputs)) {
        tensors[name] = tf.tensor(elements, [...value.shape], value.dtype);
      }
      const result: Tensor = tf.engine().runKernel(node.kernel, tensors, attributesOf(node));
      // a cast leaves the elements in the array they came in
      return elementsOf(node.output.dtype, result.dataSync());
    });
  } finally {
    void tf.setBackend(before);
  }
}

/** tfjs types attributes by index; it does not change them. */
const attributesOf = (node: Node): NamedAttrMap => ({ ...node.attributes }) as NamedAttrMap;
