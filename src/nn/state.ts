import type { HostTensor } from './initialize';
import type { ModelSpec } from './layers/layer';
import { statisticsOf, trainedWeightsOf } from './model';
import { layerAt, optimizerOf } from './optimizers/groups';
import type { Optimizing } from './optimizers/groups';
import type { Optimizer, OptimizerSpec } from './optimizers/optimizer';
import { optimizers } from './optimizers/registry';
import { entryOf } from './parameters';
import type { TrainingState } from './step';
import type { Tensor, TensorMap, Tf } from './tensors';

/** The state before the first update, on the device. The caller owns it: see `disposeState`. */
export function createState(
  tf: Tf,
  model: ModelSpec,
  optimizing: Optimizing,
  initial: Readonly<Record<string, HostTensor>>,
): TrainingState {
  const weights: Record<string, Tensor> = {};
  const slots: Record<string, Tensor> = {};
  const statistics: Record<string, Tensor> = {};
  const trained = new Set(trainedWeightsOf(model).map(({ path }) => path));
  for (const [path, { shape, values }] of Object.entries(initial)) {
    weights[path] = tf.tensor(values, [...shape]);
    if (!trained.has(path)) continue;
    for (const slot of initialSlots(optimizerOf(optimizing, layerAt(path)), shape)) {
      slots[`${path}/${slot.name}`] = tf.fill([...slot.shape], slot.initial);
    }
  }
  for (const { path, spec } of statisticsOf(model)) {
    statistics[path] = tf.fill([...spec.shape], spec.initial);
  }
  return { step: 0, weights, slots, statistics };
}

/** What an optimizer keeps for one weight tensor. */
export interface InitialSlot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: number;
}

/** The slots of a weight of this shape before the first update. */
export function initialSlots(
  { name, parameters }: OptimizerSpec,
  shape: readonly number[],
): readonly InitialSlot[] {
  const entry = entryOf<Optimizer>(optimizers, 'optimizer', name);
  const slots = (initial: Readonly<Record<string, number>>, of: readonly number[]): InitialSlot[] =>
    Object.entries(initial).map(([slot, value]) => ({ name: slot, shape: of, initial: value }));
  return [...slots(entry.slots(parameters), shape), ...slots(entry.scalarSlots?.(parameters) ?? {}, [])];
}

/** Frees the tensors of a state that has been trained past or is no longer needed. */
export function disposeState(state: TrainingState): void {
  for (const map of [state.weights, state.slots, state.statistics]) disposeAll(map);
}

export function disposeAll(tensors: TensorMap): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
