import type { ModelSpec } from './layers/layer';
import { statisticsOf, trainedWeightsOf, weightsOf } from './model';
import { sizeOf } from './shape';
import type { Shape } from './shape';

/** One layer of a summary; parameters are numbers, not tensors. */
export interface LayerSummary {
  readonly name: string;
  readonly type: string;
  readonly activation?: string;
  readonly outputShape: Shape;
  /** Changed by the optimizer. */
  readonly trained: number;
  /** Frozen weights and moving statistics. */
  readonly untrained: number;
}

export interface ModelSummary {
  readonly inputShape: Shape;
  readonly layers: readonly LayerSummary[];
  readonly trained: number;
  readonly untrained: number;
}

/** Shapes and parameters, counted as Keras does: moving statistics are parameters that are not trained. */
export function summarise(model: ModelSpec): ModelSummary {
  const all = [...weightsOf(model), ...statisticsOf(model)];
  const trained = new Set(trainedWeightsOf(model).map(({ path }) => path));
  const layers = model.layers.map(({ name, type, activation, outputShape }): LayerSummary => {
    const own = all.filter(({ layer }) => layer.name === name);
    const count = (isTrained: boolean): number =>
      own
        .filter(({ path }) => trained.has(path) === isTrained)
        .reduce((sum, { spec }) => sum + sizeOf(spec.shape), 0);
    return {
      name,
      type,
      ...(activation && { activation: activation.name }),
      outputShape,
      trained: count(true),
      untrained: count(false),
    };
  });
  const total = (of: (layer: LayerSummary) => number): number =>
    layers.reduce((sum, layer) => sum + of(layer), 0);
  return {
    inputShape: model.inputShape,
    layers,
    trained: total((layer) => layer.trained),
    untrained: total((layer) => layer.untrained),
  };
}
