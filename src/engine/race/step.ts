import type { Scalar } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../nn/tensors';
import type { HostTensors, Program, TensorTypes } from '../program';

const WIDTHS = [784, 256, 256, 10] as const;
const BATCH = 128;
const RATE = 0.01;

const kernelOf = (layer: number): string => `kernel${layer}`;
const LAYERS = WIDTHS.slice(1).map((units, layer) => ({
  name: kernelOf(layer),
  shape: [WIDTHS[layer]!, units] as const,
}));

/** The weights that the step trains: dense 784 → 256 → 256 → 10. */
export const STATE: TensorTypes = Object.fromEntries(
  LAYERS.map(({ name, shape }) => [name, { shape, dtype: 'float32' }]),
);

/** Values without pattern within ±`scale`. */
const fill = (size: number, scale: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => scale * Math.sin(12.9898 * i + 0.013 * i * i));

export const startValues = (): HostTensors =>
  Object.fromEntries(
    LAYERS.map(({ name, shape: [inputs, units] }) => [name, fill(inputs * units, Math.sqrt(6 / inputs))]),
  );

export const inputValues = (): HostTensors => ({
  inputs: fill(BATCH * WIDTHS[0], 1),
  targets: Int32Array.from({ length: BATCH }, (_, i) => i % WIDTHS[3]),
});

/** One step of a network of the size that most experiments have: forward, cross-entropy, backward, descent. */
export const step: Program = {
  inputs: {
    inputs: { shape: [BATCH, WIDTHS[0]], dtype: 'float32' },
    targets: { shape: [BATCH], dtype: 'int32' },
  },
  run(tf, state, { inputs, targets }) {
    const kernels = LAYERS.map(({ name }) => state[name]!);
    const loss = (...weights: Tensor[]): Scalar => {
      const logits = weights.reduce<Tensor>((x, kernel, layer) => {
        const sum = tf.matMul(x, kernel);
        return layer < weights.length - 1 ? tf.relu(sum) : sum;
      }, inputs!);
      const chosen = tf.oneHot(targets!, WIDTHS[3]);
      return tf.neg<Scalar>(tf.mean(tf.sum(tf.mul(chosen, tf.logSoftmax(logits)), 1)));
    };
    const { value, grads } = tf.valueAndGrads(loss)(kernels);
    const next = LAYERS.map(({ name }, i) => [name, tf.sub(kernels[i]!, tf.mul(grads[i]!, RATE))] as const);
    return { state: Object.fromEntries(next), outputs: { loss: value } };
  },
};
