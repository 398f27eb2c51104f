import { forward } from '../nn/model';
import { disposeAll, disposeState } from '../nn/state';
import type { TrainingState } from '../nn/step';
import type { Scalar, Tensor, TensorMap, Tf } from '../nn/tensors';
import { trainStep } from '../nn/trainStep';
import type { StepBatch, StepPlan } from '../nn/trainStep';
import { readScalars } from './telemetry/readScalars';

/** A number that is finite only if every element is: a sum turns NaN or infinite with any of its terms. */
const health = (tf: Tf, tensor: Tensor): Scalar => tf.sum<Scalar>(tensor);

/** The same for many tensors at once. */
export const healthOfAll = (tf: Tf, tensors: TensorMap): Scalar =>
  tf.tidy(() => tf.addN(Object.values(tensors).map((tensor) => health(tf, tensor))));

/**
 * Names the first tensor that is not finite in one training step, in the order in which the step computes them:
 * `pre_activations/<layer>` and `activations/<layer>` forward, `loss`, `gradients/<weight>` backward, then the
 * updated `weights/<weight>`. Takes about two steps' time and is meant for a step known to have gone wrong.
 *
 * @param state finite, before the step
 */
export async function firstNonFinite(
  tf: Tf,
  plan: StepPlan,
  state: TrainingState,
  batch: StepBatch,
): Promise<string | undefined> {
  const found = await readScalars(tf, () => {
    const checks = new Map<string, Scalar>();
    const { layers } = forward(tf, plan.model, { ...state, ...batch }, { training: true, activations: true });
    for (const [name, { pre, post }] of Object.entries(layers)) {
      checks.set(`pre_activations/${name}`, health(tf, pre));
      checks.set(`activations/${name}`, health(tf, post));
    }
    const result = trainStep(tf, plan, state, batch, { gradients: true });
    checks.set('loss', health(tf, result.loss));
    for (const [path, gradient] of Object.entries(result.gradients).reverse())
      checks.set(`gradients/${path}`, health(tf, gradient));
    for (const [path, weight] of Object.entries(result.state.weights))
      checks.set(`weights/${path}`, health(tf, weight));
    disposeState(result.state);
    disposeAll({
      ...result.gradients,
      loss: result.loss,
      ...(result.accuracy && { accuracy: result.accuracy }),
    });
    return checks;
  });
  return [...found].find(([, value]) => !Number.isFinite(value))?.[0];
}
