import type { LayerSpec, ModelSpec } from './layers/layer';
import { activationEntry, layerEntry, trainedWeightsOf, weightsOf } from './model';

/** A model in two parts that compute one after the other what it computes. */
export interface SplitModel {
  /** The same for a sample however often it comes: nothing in it is trained, or random. */
  readonly prefix: ModelSpec;
  readonly rest: ModelSpec;
}

/** Splits off the frozen layers that a model begins with; undefined where it begins with none that has weights. */
export function splitFrozenPrefix(model: ModelSpec): SplitModel | undefined {
  const end = beforeBranches(
    model.layers,
    model.layers.findIndex((layer) => !isFixed(model, layer)),
  );
  if (end <= 0) return undefined;
  const layers = model.layers.slice(0, end);
  const outputShape = layers[end - 1]!.outputShape;
  const prefix = { ...model, layers };
  if (weightsOf(prefix).length === 0) return undefined;
  return { prefix, rest: { ...model, inputShape: outputShape, layers: model.layers.slice(end) } };
}

/** Whether a layer gives the same output for the same input throughout training. */
function isFixed(model: ModelSpec, layer: LayerSpec): boolean {
  if (layer.frozen) return true;
  const entry = layerEntry(layer);
  const isNoisy =
    entry.noise !== undefined || (layer.activation && activationEntry(layer.activation.name).noise === true);
  return !isNoisy && trainedWeightsOf({ ...model, layers: [layer] }).length === 0;
}

/** Moves a boundary that would cut a residual block apart to the block's beginning. */
function beforeBranches(layers: readonly LayerSpec[], boundary: number): number {
  const cut = layers.findIndex(
    ({ branch }, index) => branch !== undefined && index >= boundary && index - branch < boundary,
  );
  return cut < 0 ? boundary : beforeBranches(layers, cut - (layers[cut]?.branch ?? 0));
}
