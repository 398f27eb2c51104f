import type { ActivationSpec } from '../../../../src/nn/activations/activation';
import { activations } from '../../../../src/nn/activations/registry';
import type { Layer } from '../../../../src/nn/layers/layer';
import { layers } from '../../../../src/nn/layers/registry';
import { losses } from '../../../../src/nn/losses/registry';
import type { ClippingSpec, Optimizer } from '../../../../src/nn/optimizers/optimizer';
import { optimizers } from '../../../../src/nn/optimizers/registry';
import type { Parameters } from '../../../../src/nn/parameters';
import type { Shape } from '../../../../src/nn/shape';
import type { LayerSketch } from '../../../unit/nn/models';
import { network } from './network';
import type { Network } from './network';
import { variants } from './parameters';

const IMAGE: Shape = [7, 6, 2];
const ROW: Shape = [9];

/** Layers that shape gradients on their way to what is under test; without bias, for a normalisation would leave its gradient to rounding. */
const BEFORE = {
  image: ['conv2d', { filters: 3, kernelSize: 2, useBias: false }, 'tanh'],
  row: ['dense', { units: 8, useBias: false }, 'tanh'],
} as const satisfies Record<string, LayerSketch>;

const CLASSIFIER: LayerSketch = ['dense', { units: 4 }];

/** The layer behind another one, before the classifier, or undefined if it does not take such inputs. */
function around(kind: keyof typeof BEFORE, name: string, layer: LayerSketch): Network | undefined {
  const [type, parameters = {}] = layer;
  const entry: Layer = layers[type as keyof typeof layers];
  const between = kind === 'image' ? [6, 5, 3] : [8];
  const shape = entry.outputShape(parameters, between);
  if ('error' in shape) return undefined;
  const flat: LayerSketch[] = shape.length > 1 ? [['flatten']] : [];
  return network(`${name} on ${kind}s`, {
    inputShape: kind === 'image' ? IMAGE : ROW,
    layers: [BEFORE[kind], layer, ...flat, CLASSIFIER],
  });
}

const described = (parameters: Parameters): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

/** Windows that overlap, leave a rest, or hang over the edge; parameters that take a path of their own. */
const HARD: readonly (readonly [type: keyof typeof layers, parameters: Parameters])[] = [
  ['conv2d', { filters: 3, kernelSize: 3, strides: 2, padding: 'valid', useBias: true }],
  ['conv2d', { filters: 3, kernelSize: 2, strides: 3, padding: 'same', useBias: true }],
  ['maxPool2d', { poolSize: 3, strides: 2, padding: 'same' }],
  ['maxPool2d', { poolSize: 3, strides: 1, padding: 'valid' }],
  ['avgPool2d', { poolSize: 3, strides: 2, padding: 'same' }],
];

const layerNetworks = [
  ...Object.entries<Layer>(layers).flatMap(([type, entry]) =>
    variants(entry.parameters).map((parameters) => [type, parameters] as const),
  ),
  ...HARD,
].flatMap(([type, parameters]) => {
  const activated = type === 'activation' || layers[type as keyof typeof layers].activates;
  const layer: LayerSketch = activated ? [type, parameters, 'tanh'] : [type, parameters];
  const name = `layer ${type} (${described(parameters)})`;
  return [around('image', name, layer), around('row', name, layer)].filter((each) => each !== undefined);
});

/** With its defaults; a sine of frequency 30 would magnify every rounding 30 times per layer. */
const activationOf = (name: string): string | ActivationSpec =>
  name === 'sine' ? { name, parameters: { omega: 1.5 } } : name;

const activationNetworks = Object.keys(activations).flatMap((name) =>
  (['image', 'row'] as const).map((kind) =>
    network(`activation ${name} on ${kind}s`, {
      inputShape: kind === 'image' ? IMAGE : ROW,
      layers:
        kind === 'image'
          ? [['conv2d', { filters: 3 }, activationOf(name)], ['flatten'], CLASSIFIER]
          : [['dense', { units: 8 }, activationOf(name)], CLASSIFIER],
    }),
  ),
);

const MLP: readonly LayerSketch[] = [['dense', { units: 8 }, 'tanh'], CLASSIFIER];

const lossNetworks = Object.keys(losses).map((loss) =>
  network(`loss ${loss}`, { inputShape: ROW, layers: MLP, loss }),
);

/** Limits within reach of the gradients of `MLP`. */
const CLIPPING: Readonly<Record<string, ClippingSpec>> = {
  value: { value: 0.02 },
  norm: { norm: 0.1 },
  'global norm': { globalNorm: 0.1 },
  'value, norm and global norm': { value: 0.05, norm: 0.1, globalNorm: 0.12 },
};

const optimizerNetworks = Object.entries<Optimizer>(optimizers).flatMap(([name, entry]) => [
  ...variants(entry.parameters).map((parameters) =>
    network(`optimizer ${name} (${described(parameters)})`, {
      inputShape: ROW,
      layers: MLP,
      optimizer: [name, { ...parameters, learningRate: 0.05 }],
    }),
  ),
  ...Object.entries(CLIPPING).map(([limit, clipping]) =>
    network(`optimizer ${name} clipped by ${limit}`, {
      inputShape: ROW,
      layers: MLP,
      optimizer: [name, { learningRate: 0.05 }],
      clipping,
    }),
  ),
]);

/** Every entry of the registries in a network of its own: what is added to one is covered here. */
export const CATALOGUE: readonly Network[] = [
  ...layerNetworks,
  ...activationNetworks,
  ...lossNetworks,
  ...optimizerNetworks,
];
