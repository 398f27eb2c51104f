import { layerAt, optimizerOf } from '../../nn/optimizers/groups';
import { sizeOf } from '../../nn/shape';
import { initialSlots } from '../../nn/state';
import type { HostTensor } from '../../nn/initialize';
import type { TrainingState } from '../../nn/step';
import { statisticsOf, trainedWeightsOf, weightsOf } from '../../nn/model';
import type { TensorMap } from '../../nn/tensors';
import type { StepPlan } from '../../nn/trainStep';
import type { HostTensors, TensorTypes } from '../../engine/program';

type Tensors = Pick<TrainingState, 'weights' | 'slots' | 'statistics'>;
type TrainedModel = Pick<StepPlan, 'model' | 'optimizer' | 'groups'>;

/** A training state as the named tensors of a machine: `weights/<path>`, `slots/<path>`, `statistics/<path>`. */
export const joinState = ({ weights, slots, statistics }: Partial<Tensors>): TensorMap => ({
  ...prefixed('weights', weights ?? {}),
  ...prefixed('slots', slots ?? {}),
  ...prefixed('statistics', statistics ?? {}),
});

export const splitState = (tensors: TensorMap): Tensors => ({
  weights: below('weights', tensors),
  slots: below('slots', tensors),
  statistics: below('statistics', tensors),
});

export function stateTypes(plan: TrainedModel): TensorTypes {
  const { model } = plan;
  const shapes: Record<string, readonly number[]> = {};
  for (const { path, layer, spec } of weightsOf(model)) {
    shapes[`weights/${path}`] = spec.shape;
    if (layer.frozen) continue;
    for (const { name, shape } of initialSlots(optimizerOf(plan, layer.name), spec.shape))
      shapes[`slots/${path}/${name}`] = shape;
  }
  for (const { path, spec } of statisticsOf(model)) shapes[`statistics/${path}`] = spec.shape;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: 'float32' }]),
  );
}

/** The state before the first update. @param weights by path, see `initialize` */
export function initialState(plan: TrainedModel, weights: Readonly<Record<string, HostTensor>>): HostTensors {
  const values: Record<string, Float32Array> = {};
  const fill = (name: string, shape: readonly number[], value: number): void => {
    values[name] = new Float32Array(sizeOf(shape)).fill(value);
  };
  const trained = new Set(trainedWeightsOf(plan.model).map(({ path }) => path));
  for (const [path, { shape, values: drawn }] of Object.entries(weights)) {
    values[`weights/${path}`] = drawn;
    if (!trained.has(path)) continue;
    for (const slot of initialSlots(optimizerOf(plan, layerAt(path)), shape))
      fill(`slots/${path}/${slot.name}`, slot.shape, slot.initial);
  }
  for (const { path, spec } of statisticsOf(plan.model)) fill(`statistics/${path}`, spec.shape, spec.initial);
  return values;
}

/** Entries `<prefix>/<rest>` by `<rest>`. */
export const below = (prefix: string, tensors: TensorMap): TensorMap =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(`${prefix}/`) ? [[name.slice(prefix.length + 1), tensor]] : [],
    ),
  );

export const prefixed = <T>(prefix: string, tensors: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));
