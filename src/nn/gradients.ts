import type { Scalar } from '@tensorflow/tfjs-core';
import type { ModelSpec } from './layers/layer';
import type { Loss } from './losses/loss';
import { losses } from './losses/registry';
import { forward, trainedWeightsOf } from './model';
import { entryOf } from './parameters';
import type { Tensor, TensorMap, Tf } from './tensors';

export const lossEntry = (name: string): Loss => entryOf<Loss>(losses, 'loss', name);

export interface GradientInputs {
  readonly weights: TensorMap;
  readonly statistics: TensorMap;
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly noise?: TensorMap;
}

export interface Gradients {
  /** Mean over the batch, a scalar. */
  readonly loss: Tensor;
  /** Of a classifier, a scalar. */
  readonly accuracy?: Tensor;
  /** Moving statistics after this batch, those that changed. */
  readonly statistics: TensorMap;
  /** ∂loss/∂weight by path, before any clipping; of the weights that are trained. */
  readonly gradients: TensorMap;
}

/**
 * Loss of a batch and its gradient in every weight that is trained. The caller disposes what is returned; the given tensors stay.
 * @param training whether dropout, RReLU and batch statistics are at work
 */
export function lossAndGradients(
  tf: Tf,
  model: ModelSpec,
  lossName: string,
  given: GradientInputs,
  training: boolean,
): Gradients {
  const loss = lossEntry(lossName);
  const paths = trainedWeightsOf(model).map(({ path }) => path);
  let accuracy: Tensor | undefined;
  let statistics: TensorMap = {};
  // valueAndGrads gives back the loss alone and frees the rest, so what else is wanted is kept past its end
  const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]): Scalar => {
    const trained = Object.fromEntries(paths.map((path, i) => [path, tensors[i]!]));
    const result = forward(tf, model, { ...given, weights: { ...given.weights, ...trained } }, { training });
    statistics = result.statistics;
    for (const tensor of Object.values(statistics)) tf.keep(tensor);
    const correct = loss.accuracy?.(tf, result.outputs, given.targets);
    accuracy = correct && tf.keep(correct);
    return loss.value(tf, result.outputs, given.targets) as Scalar;
  })(paths.map((path) => given.weights[path]!));
  const gradients = Object.fromEntries(paths.map((path, i) => [path, grads[i]!]));
  return {
    loss: value,
    ...(accuracy && { accuracy: released(tf, accuracy) }),
    statistics: Object.fromEntries(
      Object.entries(statistics).map(([path, tensor]) => [path, released(tf, tensor)]),
    ),
    gradients,
  };
}

/** A kept tensor as one that `tf.tidy` may free again. */
function released(tf: Tf, kept: Tensor): Tensor {
  const tensor = tf.clone(kept);
  kept.dispose();
  return tensor;
}
