import type { Tensor, Tf } from '../../nn/tensors';
import { callKernel } from './callKernel';
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
      const result = callKernel(tf, node.kernel, tensors, node.attributes);
      // a cast leaves the elements in the array they came in
      return elementsOf(node.output.dtype, result.dataSync());
    });
  } finally {
    void tf.setBackend(before);
  }
}
