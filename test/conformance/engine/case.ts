import type { Tensor, Tf } from '../../../src/nn/tensors';

/** A computation that every engine must agree on with tfjs' cpu backend. */
export interface Case {
  readonly name: string;
  /** Largest difference allowed, of the largest expected magnitude (at least `floor`). */
  readonly tolerance: number;
  readonly compute: (tf: Tf) => Tensor[];
}

export type Input = (tf: Tf) => Tensor;

/** Fixed values without pattern in ±scale + shift; different for each phase. */
export const wave =
  (shape: number[], phase: number, scale = 1, shift = 0): Input =>
  (tf) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const values = Float32Array.from(
      { length: size },
      (_, i) => shift + scale * Math.sin(phase + 12.9898 * i + 0.013 * i * i),
    );
    return tf.tensor(values, shape, 'float32');
  };

export const given =
  (values: number[], shape: number[] = [values.length]): Input =>
  (tf) =>
    tf.tensor(values, shape, 'float32');

export const integers =
  (values: number[], shape: number[] = [values.length]): Input =>
  (tf) =>
    tf.tensor(values, shape, 'int32');

export const EXACT = 0;
/** Float32 rounding in a different order. */
export const CLOSE = 2e-5;

export const forward = (
  name: string,
  inputs: Input[],
  compute: (tf: Tf, ...tensors: Tensor[]) => Tensor | Tensor[],
  tolerance = CLOSE,
): Case => ({
  name,
  tolerance,
  compute: (tf) => [compute(tf, ...inputs.map((input) => input(tf)))].flat(),
});

/** The value and its gradient in every input, the upstream gradient being uneven. */
export const gradient = (
  name: string,
  inputs: Input[],
  compute: (tf: Tf, ...tensors: Tensor[]) => Tensor,
  tolerance = CLOSE,
): Case => ({
  name: `${name}, with gradient`,
  tolerance,
  compute: (tf) => {
    const tensors = inputs.map((input) => input(tf));
    const value = compute(tf, ...tensors);
    const upstream = wave(value.shape, 0.5, 1, 0.3)(tf);
    return [value, ...tf.grads((...xs) => compute(tf, ...xs))(tensors, upstream)];
  },
});
