import type { LayerInitializers } from '../initialize';
import type { Initializer, InitializerSpec, WeightSite } from '../initializers/initializer';
import { initializers } from '../initializers/registry';
import type { LayerSpec, ModelSpec } from '../layers/layer';
import { activationEntry, layerEntry } from '../model';
import { entryOf } from '../parameters';
import { placesOf } from '../place';
import type { ActivationCode, CodePlace, WeightCode } from './code';

/** What is to be written out. */
export interface CodeRequest {
  readonly model: ModelSpec;
  readonly initializer: { readonly label: string; readonly layers: LayerInitializers };
  /** Of the experiment; goes into the opening comment. */
  readonly name: string;
}

/** A layer with all that either framework's writer asks its registry entries for. */
export interface CodeLayer {
  readonly spec: LayerSpec;
  /** Its name as a Python identifier. */
  readonly variable: string;
  /** The residual blocks whose branches begin before it, from the innermost. */
  readonly begins: readonly string[];
  readonly kernel?: WeightCode;
  readonly bias?: WeightCode;
}

/** The layers of a network with the initializer of each weight. */
export function codeLayers({ model, initializer }: CodeRequest): readonly CodeLayer[] {
  const places = placesOf(model.layers);
  const taken = new Set<string>();
  const variables = model.layers.map(({ name }) => identifier(name, taken));
  return model.layers.map((spec, index) => {
    const begins = model.layers.flatMap(({ branch }, end) =>
      branch !== undefined && end - branch === index ? [variables[end]!] : [],
    );
    const weights = layerEntry(spec).weights(spec.parameters, spec.inputShape);
    const kernel = weights.find(({ init }) => init.kind === 'kernel');
    const place = places.get(spec.name);
    const layer = { spec, variable: variables[index]!, begins };
    if (kernel === undefined) return layer;
    const site = { shape: kernel.shape, ...kernel.fans, ...(place && { place }) };
    const chosen = initializer.layers[spec.name];
    if (chosen === undefined) throw new RangeError(`no initializer is chosen for ${spec.name}`);
    const bias = weights.find(({ init }) => init.kind === 'bias');
    return {
      ...layer,
      kernel: kernelCode(chosen.kernel, site),
      ...(bias && { bias: biasCode(chosen.bias, { ...site, shape: bias.shape }) }),
    };
  });
}

const kernelCode = ({ name, parameters }: InitializerSpec, site: WeightSite): WeightCode =>
  entryOf<Initializer>(initializers, 'initializer', name).code(parameters, site);

/** Initializers of kernels fill biases too, unless their convention has one of its own for these. */
function biasCode({ name, parameters }: InitializerSpec, site: WeightSite): WeightCode {
  const entry = entryOf<Initializer>(initializers, 'initializer', name);
  return (entry.bias ?? entry).code(parameters, site);
}

export const activationCode = ({ activation }: LayerSpec, place: CodePlace): ActivationCode | undefined =>
  activation && activationEntry(activation.name).code(activation.parameters, place);

/** `dense-1` → `dense_1`; each once, and none a word of Python's. */
function identifier(name: string, taken: Set<string>): string {
  const plain = name.replace(/\W/g, '_').replace(/^(?=\d)/, '_');
  let free = RESERVED.has(plain) ? `${plain}_` : plain;
  for (let n = 2; taken.has(free); n++) free = `${plain}_${n}`;
  taken.add(free);
  return free;
}

/** What a layer's name may be besides, in Python or in the module it becomes a part of. */
const RESERVED = new Set(
  'and as assert async await break class continue def del elif else except finally for forward from global if import in initialize is lambda layers model nn not or pass raise return self torch train training try while with x yield False None True eval keras math np to type half float double cpu cuda apply modules children parameters buffers F'.split(
    ' ',
  ),
);

/** The first line of a module. */
export const opening = ({ name, initializer }: CodeRequest, framework: string): string =>
  `# ${name}, ${initializer.label}: the network as InitScope initialises it, in ${framework}.`.replace(
    /\s+/g,
    ' ',
  );

export const unique = (helpers: readonly string[]): readonly string[] => [...new Set(helpers)];

export const commentLines = ({ note }: { readonly note?: string }): readonly string[] =>
  note === undefined ? [] : [`# ${note}`];
