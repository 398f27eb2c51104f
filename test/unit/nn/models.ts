import type { LayerSpec, ModelSpec } from '../../../src/nn/layers/layer';
import type { Layer } from '../../../src/nn/layers/layer';
import { layers } from '../../../src/nn/layers/registry';
import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import type { Parameters } from '../../../src/nn/parameters';
import { activations } from '../../../src/nn/activations/registry';
import type { Activation, ActivationSpec } from '../../../src/nn/activations/activation';
import type { InitializerSpec } from '../../../src/nn/initializers/initializer';
import type { Shape } from '../../../src/nn/shape';

/** `branch`: of a residual block, how many of the layers before it are its own. */
export type LayerSketch = readonly [
  type: string,
  parameters?: Parameters,
  activation?: string | ActivationSpec | undefined,
  branch?: number,
];

/** A model from layer types, parameters and activations' names; shapes resolved, defaults filled in. */
export function sketch(inputShape: Shape, sketches: readonly LayerSketch[]): ModelSpec {
  let shape = inputShape;
  const counts = new Map<string, number>();
  const specs = sketches.map(([type, given = {}, activation, branch]): LayerSpec => {
    const entry = entryOf<Layer>(layers, 'layer', type);
    const parameters = { ...defaultParameters(entry.parameters), ...given };
    const output = entry.outputShape(parameters, shape);
    if ('error' in output) throw new Error(`${type} ${output.error}`);
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    const spec = {
      name: `${type}_${count}`,
      type,
      parameters,
      ...(branch !== undefined && { branch }),
      inputShape: shape,
      outputShape: output,
    };
    shape = output;
    if (activation === undefined) return spec;
    if (typeof activation === 'object') return { ...spec, activation };
    const { parameters: fields } = entryOf<Activation>(activations, 'activation', activation);
    return { ...spec, activation: { name: activation, parameters: defaultParameters(fields) } };
  });
  return { inputShape, outputs: shape.at(-1) ?? 1, layers: specs };
}

/** The same initializer for every kernel, zeros for every bias. */
export const everywhere = (
  model: ModelSpec,
  name: string,
  parameters: Parameters = {},
): { readonly layers: Record<string, { kernel: InitializerSpec; bias: InitializerSpec }> } => ({
  layers: Object.fromEntries(
    model.layers.map((layer) => [
      layer.name,
      { kernel: { name, parameters }, bias: { name: 'zeros', parameters: {} } },
    ]),
  ),
});
