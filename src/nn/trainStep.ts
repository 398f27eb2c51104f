import { clip } from './clipping';
import { lossAndGradients } from './gradients';
import type { ModelSpec } from './layers/layer';
import { groupOf, layerAt, optimizerOf } from './optimizers/groups';
import type { Optimizing } from './optimizers/groups';
import type { ClippingSpec, Optimizer, OptimizerSpec } from './optimizers/optimizer';
import { optimizers } from './optimizers/registry';
import { entryOf } from './parameters';
import { disposeAll } from './state';
import type { TrainingState } from './step';
import type { Tensor, TensorMap, Tf } from './tensors';

/** All that stays the same from step to step. */
export interface StepPlan extends Optimizing {
  readonly model: ModelSpec;
  /** Registry name. */
  readonly loss: string;
  readonly clipping: ClippingSpec;
}

/** Everything a step reads, as tensors, so that an engine can compile it once and feed it again and again. */
export interface StepInputs {
  readonly weights: TensorMap;
  readonly slots: TensorMap;
  readonly statistics: TensorMap;
  /** [batch, …input shape]. */
  readonly inputs: Tensor;
  /** int32 [batch] class indices, or float32 [batch, outputs]. */
  readonly targets: Tensor;
  /** By layer name, see `noiseShapes`. */
  readonly noise: TensorMap;
  /** float32 scalar, 1 for the first update. */
  readonly step: Tensor;
  /** float32 scalar. */
  readonly learningRate: Tensor;
  /** The same of each group's optimizer. */
  readonly groupRates?: readonly Tensor[];
}

export interface StepOutputs {
  readonly weights: TensorMap;
  readonly slots: TensorMap;
  readonly statistics: TensorMap;
  /** Loss and accuracy of the batch before the update, scalars. */
  readonly loss: Tensor;
  readonly accuracy?: Tensor;
  /** ∂loss/∂weight by path, before clipping; as given by `wantGradients`, else empty. */
  readonly gradients: TensorMap;
}

/**
 * One step as a pure function of tensors: gradients, clipping (`clip` gives its order), update. Frozen weights come
 * out as they went in. Every output is a tensor of its own, never one of the inputs. The caller disposes outputs and inputs.
 */
export function computeStep(tf: Tf, plan: StepPlan, given: StepInputs, wantGradients = false): StepOutputs {
  const { loss, accuracy, statistics, gradients } = lossAndGradients(tf, plan.model, plan.loss, given, true);
  const updated = tf.tidy(() => update(tf, plan, given, clip(tf, gradients, plan.clipping)));
  if (!wantGradients) disposeAll(gradients);
  const carried = Object.entries(given.statistics).map(([path, old]) => [
    path,
    statistics[path] ?? tf.clone(old),
  ]);
  return {
    ...updated,
    statistics: Object.fromEntries(carried) as TensorMap,
    loss,
    ...(accuracy && { accuracy }),
    gradients: wantGradients ? gradients : {},
  };
}

function update(
  tf: Tf,
  plan: StepPlan,
  given: StepInputs,
  gradients: TensorMap,
): { readonly weights: TensorMap; readonly slots: TensorMap } {
  const weights: Record<string, Tensor> = {};
  const slots: Record<string, Tensor> = {};
  for (const [path, weight] of Object.entries(given.weights)) {
    const gradient = gradients[path];
    if (gradient === undefined) {
      weights[path] = tf.clone(weight); // frozen
      continue;
    }
    const layer = layerAt(path);
    const { name: optimizer, parameters } = optimizerOf(plan, layer);
    const entry = entryOf<Optimizer>(optimizers, 'optimizer', optimizer);
    const names = Object.keys({ ...entry.slots(parameters), ...entry.scalarSlots?.(parameters) });
    const own = Object.fromEntries(names.map((name) => [name, given.slots[`${path}/${name}`]!]));
    const next = entry.update(tf, parameters, {
      weight,
      gradient,
      slots: own,
      step: given.step,
      learningRate: given.groupRates?.[groupOf(plan, layer)] ?? given.learningRate,
    });
    weights[path] = next.weight;
    for (const [name, slot] of Object.entries(next.slots)) slots[`${path}/${name}`] = slot;
  }
  return { weights, slots };
}

/** A minibatch on the device, with the noise of this step. */
export interface StepBatch {
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly noise: TensorMap;
}

export interface StepOptions {
  /** Also return the gradients. */
  readonly gradients?: boolean;
}

export interface StepResult {
  readonly state: TrainingState;
  readonly loss: Tensor;
  readonly accuracy?: Tensor;
  /** Before clipping; empty unless asked for. */
  readonly gradients: TensorMap;
}

/**
 * Makes one update. The caller disposes what is returned and, once it is no longer needed (for ‖Δw‖, say), the
 * given state with `disposeState`; nothing given is disposed here.
 */
export function trainStep(
  tf: Tf,
  plan: StepPlan,
  state: TrainingState,
  batch: StepBatch,
  options: StepOptions = {},
): StepResult {
  const step = tf.scalar(state.step + 1);
  const rateOf = ({ parameters }: OptimizerSpec): Tensor => tf.scalar(parameters.learningRate);
  const learningRate = rateOf(plan.optimizer);
  const groupRates = (plan.groups ?? []).map(({ optimizer }) => rateOf(optimizer));
  const { weights, slots, statistics } = state;
  const {
    weights: w,
    slots: s,
    statistics: m,
    ...measured
  } = computeStep(
    tf,
    plan,
    { weights, slots, statistics, ...batch, step, learningRate, groupRates },
    options.gradients,
  );
  for (const scalar of [step, learningRate, ...groupRates]) scalar.dispose();
  return { state: { step: state.step + 1, weights: w, slots: s, statistics: m }, ...measured };
}
