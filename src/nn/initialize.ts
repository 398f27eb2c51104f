import { createStream } from '../random/stream';
import type { Initializer, InitializerSpec, Place } from './initializers/initializer';
import { initializers } from './initializers/registry';
import type { LayerSpec, ModelSpec, WeightSpec } from './layers/layer';
import { weightsOf } from './model';
import { placesOf } from './place';
import { entryOf } from './parameters';
import { sizeOf } from './shape';

/** A tensor on the host, row-major. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Which initializers a layer's kernel and bias are drawn from, by layer name; the part of a choice that matters here.
 */
export type LayerInitializers = Readonly<
  Record<string, { readonly kernel: InitializerSpec; readonly bias: InitializerSpec }>
>;

/**
 * Draws the initial weights of a model. Each weight has its own stream, named by seed and path
 * `<layer>/<weight>`: the same on every platform, unmoved by a change to another layer, different in every layer.
 *
 * @returns host tensors by path, in layer order
 * @throws RangeError naming the weight when no initializer is chosen for it, or the chosen one cannot draw its shape
 */
export function initialize(
  model: ModelSpec,
  choice: { readonly layers: LayerInitializers },
  seed: number,
): Readonly<Record<string, HostTensor>> {
  const places = placesOf(model.layers);
  return Object.fromEntries(
    weightsOf(model).map(({ path, layer, spec }) => [
      path,
      { shape: spec.shape, values: draw(path, layer, spec, choice.layers, seed, places) },
    ]),
  );
}

function draw(
  path: string,
  layer: LayerSpec,
  spec: WeightSpec,
  chosen: LayerInitializers,
  seed: number,
  places: ReadonlyMap<string, Place>,
): Float32Array {
  if (spec.init.kind === 'constant') return new Float32Array(sizeOf(spec.shape)).fill(spec.init.value);
  const source = chosen[layer.name]?.[spec.init.kind];
  if (source === undefined) throw new RangeError(`no initializer is chosen for ${path}`);
  const entry = entryOf<Initializer>(initializers, 'initializer', source.name);
  const stream = createStream(seed, path);
  const joint = createStream(seed, `${layer.name}/joint`);
  const place = places.get(layer.name);
  if (spec.init.kind === 'bias' && entry.bias) {
    return entry.bias.draw(source.parameters, spec.fans, sizeOf(spec.shape), stream, joint);
  }
  try {
    const site = { shape: spec.shape, ...spec.fans, ...(place && { place }) };
    return entry.draw(source.parameters, site, stream, joint);
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}
