import type { HostTensor, LayerInitializers } from './initialize';
import type { Adjustment, Initializer, UnitMoments } from './initializers/initializer';
import { initializers } from './initializers/registry';
import type { LayerSpec, ModelSpec } from './layers/layer';
import { forward, statisticsOf } from './model';
import { entryOf } from './parameters';
import type { Tensor, Tf } from './tensors';

type Weights = Readonly<Record<string, HostTensor>>;

const entryFor = (chosen: LayerInitializers, { name }: LayerSpec): Initializer | undefined => {
  const kernel = chosen[name]?.kernel;
  return kernel && entryOf<Initializer>(initializers, 'initializer', kernel.name);
};

/** Whether any layer's initializer looks at data. */
export const adapts = (model: ModelSpec, { layers }: { readonly layers: LayerInitializers }): boolean =>
  model.layers.some((layer) => entryFor(layers, layer)?.adapt !== undefined);

/**
 * Lets the initializers that ask for it change their layers by what these make of one batch, from the first layer to
 * the last, each seeing what those before it have become. The network runs as in the probe: in training mode, without
 * noise.
 *
 * @param tf on a backend whose values can be read at once; the same one everywhere, so that results are
 * @param inputs [batch, …input shape]
 */
export function adaptToData(
  tf: Tf,
  model: ModelSpec,
  { layers: chosen }: { readonly layers: LayerInitializers },
  weights: Weights,
  inputs: Tensor,
): Weights {
  const adapted: Record<string, HostTensor> = { ...weights };
  const adapt = (layer: LayerSpec, outputs: Tensor): Tensor => {
    const { adapt: adaptation } = entryFor(chosen, layer) ?? {};
    const parameters = chosen[layer.name]?.kernel.parameters;
    if (adaptation === undefined || parameters === undefined) return outputs;
    if (adapted[`${layer.name}/kernel`] === undefined) return outputs;
    let values = outputs;
    for (let tried = 0; tried < adaptation.tries; tried++) {
      const adjustments = adaptation.adjust(parameters, momentsOf(values));
      if (adjustments === undefined) break;
      const shifts = adjusted(adapted, layer.name, adjustments);
      const scale = tf.tensor1d(adjustments.map((one) => one.scale));
      values = tf.mul(values, scale);
      if (shifts) values = tf.add(values, tf.tensor1d(adjustments.map((one) => one.shift)));
    }
    return values;
  };
  tf.tidy(() => {
    const tensors = Object.entries(weights).map(
      ([path, { shape, values }]) => [path, tf.tensor(values, [...shape])] as const,
    );
    const statistics = statisticsOf(model).map(
      ({ path, spec }) => [path, tf.fill([...spec.shape], spec.initial)] as const,
    );
    const given = {
      weights: Object.fromEntries(tensors),
      statistics: Object.fromEntries(statistics),
      inputs,
    };
    forward(tf, model, given, { training: true, adapt });
  });
  return adapted;
}

/** Changes a layer's kernel and bias. @returns whether it has a bias, which alone can shift its outputs */
function adjusted(
  weights: Record<string, HostTensor>,
  layer: string,
  adjustments: readonly Adjustment[],
): boolean {
  const units = adjustments.length;
  const change = (name: string, shifted: boolean): boolean => {
    const path = `${layer}/${name}`;
    const old = weights[path];
    if (old === undefined) return false;
    const values = old.values.map((value, i) => {
      const { scale, shift } = adjustments[i % units]!;
      return scale * value + (shifted ? shift : 0);
    });
    weights[path] = { shape: old.shape, values };
    return true;
  };
  change('kernel', false);
  return change('bias', true);
}

/** Over samples and positions, in two passes of doubles. @param outputs [batch, …, units] */
function momentsOf(outputs: Tensor): UnitMoments {
  const units = outputs.shape.at(-1) ?? 1;
  const values = outputs.dataSync();
  const count = values.length / units;
  const means = new Float64Array(units);
  const variances = new Float64Array(units);
  for (let i = 0; i < values.length; i++) means[i % units]! += values[i]! / count;
  for (let i = 0; i < values.length; i++)
    variances[i % units]! += (values[i]! - means[i % units]!) ** 2 / count;
  return { means, variances };
}
