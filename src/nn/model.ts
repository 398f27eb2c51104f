import type { Activation } from './activations/activation';
import { activations } from './activations/registry';
import type { Layer, LayerSpec, ModelSpec, StatisticSpec, WeightSpec } from './layers/layer';
import { layers } from './layers/registry';
import { entryOf } from './parameters';
import type { Tensor, TensorMap, Tf } from './tensors';

export const layerEntry = (spec: LayerSpec): Layer => entryOf<Layer>(layers, 'layer', spec.type);

export const activationEntry = (name: string): Activation =>
  entryOf<Activation>(activations, 'activation', name);

/** A weight or statistic of a model and where it belongs; its path is `<layer>/<name>`. */
export interface Owned<S> {
  readonly path: string;
  readonly layer: LayerSpec;
  readonly spec: S;
}

/** All weights of a model in layer order, those of activations (PReLU's `alpha`) and of frozen layers included. */
export const weightsOf = (model: ModelSpec): readonly Owned<WeightSpec>[] =>
  model.layers.flatMap((layer) =>
    [...layerEntry(layer).weights(layer.parameters, layer.inputShape), ...activationWeights(layer)].map(
      (spec) => ({ path: `${layer.name}/${spec.name}`, layer, spec }),
    ),
  );

/** The weights that training changes: those of layers that are not frozen. */
export const trainedWeightsOf = (model: ModelSpec): readonly Owned<WeightSpec>[] =>
  weightsOf(model).filter(({ layer }) => layer.frozen !== true);

/** All tensors that training carries along without training them, in layer order. */
export const statisticsOf = (model: ModelSpec): readonly Owned<StatisticSpec>[] =>
  model.layers.flatMap((layer) =>
    (layerEntry(layer).statistics?.(layer.parameters, layer.inputShape) ?? []).map((spec) => ({
      path: `${layer.name}/${spec.name}`,
      layer,
      spec,
    })),
  );

function activationWeights({ activation, outputShape }: LayerSpec): readonly WeightSpec[] {
  if (activation === undefined) return [];
  const { weight } = activationEntry(activation.name);
  if (weight === undefined) return [];
  const value = weight.initial(activation.parameters);
  const shape = [outputShape.at(-1) ?? 1];
  return [{ name: weight.name, shape, init: { kind: 'constant', value }, fans: { fanIn: 1, fanOut: 1 } }];
}

/** What a layer computed before and after its activation, [batch, …output shape]; the same tensor when linear. */
export type LayerActivations = Readonly<{ pre: Tensor; post: Tensor }>;

export interface ForwardInputs {
  readonly weights: TensorMap;
  readonly statistics: TensorMap;
  /** [batch, …input shape]. */
  readonly inputs: Tensor;
  /** In training: uniform noise by layer name, see `noiseShapes`. */
  readonly noise?: TensorMap;
}

export interface ForwardOptions {
  readonly training: boolean;
  /** Also return `layers`. */
  readonly activations?: boolean;
  /** May put other outputs in the place of a layer's, before its activation. */
  readonly adapt?: (layer: LayerSpec, outputs: Tensor) => Tensor;
}

export type ForwardOutputs = {
  /** Output of the last layer, [batch, outputs]. */
  readonly outputs: Tensor;
  /** Moving statistics after this batch, those that changed; none in evaluation. */
  readonly statistics: TensorMap;
  /** By name, the layers that have an activation, and the last layer whether it has one or not; else empty. */
  readonly layers: Readonly<Record<string, LayerActivations>>;
};

/**
 * Runs the model on a batch. Differentiable in the weights. The caller disposes what is returned; the given
 * tensors stay.
 */
export const forward = (
  tf: Tf,
  model: ModelSpec,
  given: ForwardInputs,
  { training, activations: wanted = false, adapt }: ForwardOptions,
): ForwardOutputs =>
  tf.tidy(() => {
    const statistics: Record<string, Tensor> = {};
    const traced: Record<string, LayerActivations> = {};
    const inputs: Tensor[] = [];
    let x = given.inputs;
    for (const [index, layer] of model.layers.entries()) {
      inputs.push(x);
      const weights = ownedBy(layer, given.weights);
      const skip = layer.branch === undefined ? undefined : inputs[index - layer.branch];
      const trains = training && layer.frozen !== true;
      const noise = trains ? given.noise?.[layer.name] : undefined;
      const result = layerEntry(layer).forward(
        {
          tf,
          training: trains,
          weights,
          statistics: ownedBy(layer, given.statistics),
          ...(noise && { noise }),
          ...(skip && { skip }),
        },
        layer.parameters,
        x,
      );
      for (const [name, tensor] of Object.entries(result.statistics ?? {})) {
        statistics[`${layer.name}/${name}`] = tensor;
      }
      const pre = adapt?.(layer, result.output) ?? result.output;
      const post = activate(tf, layer, pre, weights, noise);
      const last = index === model.layers.length - 1;
      if (wanted && (last || layer.activation)) traced[layer.name] = { pre, post };
      x = post;
    }
    return { outputs: x, statistics, layers: traced };
  });

function activate(
  tf: Tf,
  layer: LayerSpec,
  x: Tensor,
  weights: TensorMap,
  noise: Tensor | undefined,
): Tensor {
  if (layer.activation === undefined) return x;
  const { name, parameters } = layer.activation;
  const entry = activationEntry(name);
  const weight = entry.weight && weights[entry.weight.name];
  return entry.apply(tf, parameters, x, { ...(weight && { weight }), ...(noise && { noise }) });
}

/** The tensors whose path starts with the layer's name, by the rest of their path. */
function ownedBy(layer: LayerSpec, tensors: TensorMap): TensorMap {
  const prefix = `${layer.name}/`;
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, tensor]) => [path.slice(prefix.length), tensor]),
  );
}
