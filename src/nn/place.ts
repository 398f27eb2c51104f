import type { Place } from './initializers/initializer';
import type { LayerSpec } from './layers/layer';
import { layers as registry } from './layers/registry';
import type { Layer } from './layers/layer';
import { entryOf } from './parameters';

/** Where each layer with a kernel stands in a network, by name. */
export function placesOf(layers: readonly LayerSpec[]): ReadonlyMap<string, Place> {
  const kernels = layers.flatMap(({ type }, index) =>
    entryOf<Layer>(registry, 'layer', type).hasKernel ? [index] : [],
  );
  const blocks = layers.flatMap(({ branch }, index) =>
    branch === undefined ? [] : [{ from: index - branch, to: index }],
  );
  return new Map(
    kernels.map((index) => {
      // the innermost block is the first to end behind the layer
      const block = blocks.find(({ from, to }) => from <= index && index < to);
      const within = block && kernels.filter((other) => block.from <= other && other < block.to);
      return [
        layers[index]!.name,
        {
          first: index === kernels[0],
          last: index === kernels.at(-1),
          blocks: blocks.length,
          ...(within && { branch: { layers: within.length, last: index === within.at(-1) } }),
        },
      ];
    }),
  );
}
