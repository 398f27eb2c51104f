import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from '../../nn/tensors';
import { phrase } from '../../shared/phrase';
import type { Phrase } from '../../shared/phrase';
import { mapRecord } from '../../shared/mapRecord';
import type { Engine } from '../engine';
import type { Program, TensorType, TensorTypes } from '../program';
import { LABELS, SHAPES, fixedValues, reference } from './reference';

/** Of the largest value; wide enough for TensorFlow's TF32 convolutions with their 10-bit mantissa. */
const TOLERANCE = 5e-3;

/**
 * Trains nothing, but computes one loss and its gradients on the engine and compares them to a float64 reference.
 *
 * @returns what is wrong, or undefined
 */
export const findMistake = async (engine: Pick<Engine, 'prepare'>): Promise<Phrase | undefined> => {
  const values = fixedValues();
  const machine = await engine.prepare(NETWORK, { check: lossAndGradients });
  const instance = machine.instantiate(mapRecord({ ...values }, (of) => Float32Array.from(of)));
  const computed = await (await instance.run('check', {})).read();
  instance.dispose();
  await machine.dispose();
  const { loss, gradients } = reference(values);
  const compared = [
    { what: phrase('loss'), got: computed['loss'], want: Float64Array.of(loss) },
    ...NAMES.map((name) => ({
      what: phrase('gradient of the {0}', name),
      got: computed[name],
      want: gradients[name],
    })),
  ];
  for (const { what, got, want } of compared) {
    const scale = want.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const worst = want.findIndex((x, i) => !(Math.abs((got?.[i] ?? NaN) - x) <= TOLERANCE * scale));
    if (worst >= 0)
      return phrase(
        'its {0} is wrong: value {1} is {2} instead of {3}.',
        what,
        worst,
        got?.[worst] ?? phrase('missing'),
        want[worst]!.toPrecision(6),
      );
  }
  return undefined;
};

const NAMES = ['input', 'filter', 'kernel'] as const;

const NETWORK: TensorTypes = mapRecord<readonly number[], TensorType>(SHAPES, (shape) => ({
  shape,
  dtype: 'float32',
}));

const lossAndGradients: Program = {
  inputs: {},
  run(tf, state) {
    const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => lossOf(tf, tensors))(
      NAMES.map((name) => state[name]!),
    );
    return {
      state: {},
      outputs: { loss: value, ...Object.fromEntries(NAMES.map((name, i) => [name, grads[i]!])) },
    };
  },
};

const lossOf = (tf: Tf, tensors: readonly Tensor[]): Scalar => {
  const [input, filter, kernel] = tensors as [Tensor4D, Tensor4D, Tensor2D];
  const hidden = tf.tanh(tf.conv2d(input, filter, 1, 'same'));
  const pooled = tf.maxPool(hidden, 2, 2, 'valid');
  const logits = tf.matMul(tf.reshape(pooled, [SHAPES.input[0], SHAPES.kernel[0]]), kernel);
  const labels = tf.oneHot(tf.tensor1d([...LABELS], 'int32'), SHAPES.kernel[1]);
  const perSample = tf.sum(tf.mul(tf.cast(labels, 'float32'), tf.logSoftmax(logits)), 1);
  return tf.neg<Scalar>(tf.mean(perSample));
};
