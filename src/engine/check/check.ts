import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from '../../nn/tensors';
import { LABELS, SHAPES, fixedValues, referenceGradients, referenceLoss } from './reference';

/** Of the largest value; wide enough for TensorFlow's TF32 convolutions with their 10-bit mantissa. */
const TOLERANCE = 5e-3;

/**
 * Trains nothing, but computes one loss and its gradients on the engine and compares them to a float64 reference.
 *
 * @returns what is wrong, or undefined
 */
export const findMistake = async (tf: Tf): Promise<string | undefined> => {
  const values = fixedValues();
  const names = ['input', 'filter', 'kernel'] as const;
  const { value, grads } = tf.tidy(() =>
    tf.valueAndGrads((...tensors: Tensor[]) => loss(tf, tensors))(
      names.map((name) => tf.tensor(Float32Array.from(values[name]), [...SHAPES[name]])),
    ),
  );
  const expected = referenceGradients(values);
  const compared = [
    { what: 'loss', got: await value.data(), want: Float64Array.of(referenceLoss(values)) },
    ...(await Promise.all(
      names.map(async (name, i) => ({
        what: `gradient of the ${name}`,
        got: await grads[i]!.data(),
        want: expected[name],
      })),
    )),
  ];
  tf.dispose([value, grads]);
  for (const { what, got, want } of compared) {
    const scale = want.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const worst = want.findIndex((x, i) => !(Math.abs(got[i]! - x) <= TOLERANCE * scale));
    if (worst >= 0)
      return `its ${what} is wrong: value ${worst} is ${got[worst]!} instead of ${want[worst]!.toPrecision(6)}.`;
  }
  return undefined;
};

const loss = (tf: Tf, tensors: readonly Tensor[]): Scalar => {
  const [input, filter, kernel] = tensors as [Tensor4D, Tensor4D, Tensor2D];
  const hidden = tf.tanh(tf.conv2d(input, filter, 1, 'same'));
  const pooled = tf.maxPool(hidden, 2, 2, 'valid');
  const logits = tf.matMul(tf.reshape(pooled, [SHAPES.input[0], SHAPES.kernel[0]]), kernel);
  const labels = tf.oneHot(tf.tensor1d([...LABELS], 'int32'), SHAPES.kernel[1]);
  const perSample = tf.sum(tf.mul(tf.cast(labels, 'float32'), tf.logSoftmax(logits)), 1);
  return tf.neg<Scalar>(tf.mean(perSample));
};
