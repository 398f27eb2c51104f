import { forward } from '../../nn/model';
import type { Tensor, TensorMap, Tf } from '../../nn/tensors';
import type { StepPlan } from '../../nn/trainStep';
import type { HostTensors, Program } from '../../engine/program';
import { sum } from '../telemetry/reduce';
import type { BatchShape } from './batch';
import { below, splitState } from './state';
import { stepInputs, stepOn } from './step';

/** 0 if every element is finite, else NaN. */
const health = (tf: Tf, tensor: Tensor): Tensor => sum(tf, tf.mul(tensor, 0));

/**
 * Looks for the first tensor of a step that is not finite, without making the update. Outputs a health by name, in
 * the order in which the step computes: `weights/<path>` as they are before it, `pre_activations/<layer>` and
 * `activations/<layer>`, `loss`, then `gradients/<path>` from the last layer to the first.
 */
export const diagnoseProgram = (plan: StepPlan, batch: BatchShape): Program => ({
  inputs: stepInputs(plan, batch),
  rare: true,
  run(tf, state, given) {
    const checks: Record<string, Tensor> = {};
    const check = (name: string, tensor: Tensor): void => {
      checks[name] = health(tf, tensor);
    };
    const { inputs } = given as TensorMap & { readonly inputs: Tensor };
    for (const [path, weight] of Object.entries(below('weights', state))) check(`weights/${path}`, weight);
    const noise = below('noise', given);
    const { layers } = forward(
      tf,
      plan.model,
      { ...splitState(state), inputs, noise },
      { training: true, activations: true },
    );
    for (const [name, { pre, post }] of Object.entries(layers)) {
      check(`pre_activations/${name}`, pre);
      check(`activations/${name}`, post);
    }
    const { loss, gradients } = stepOn(tf, plan, state, given, true);
    check('loss', loss);
    for (const [path, gradient] of Object.entries(gradients).reverse()) check(`gradients/${path}`, gradient);
    return { state: {}, outputs: checks };
  },
});

/** Name of the first output of the program that is not finite. */
export const firstUnhealthy = (outputs: HostTensors): string | undefined =>
  Object.entries(outputs).find(([, [value]]) => !Number.isFinite(value))?.[0];
