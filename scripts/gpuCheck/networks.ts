import { network } from '../../test/conformance/engine/networks/network';
import type { Network } from '../../test/conformance/engine/networks/network';
import type { LayerSketch } from '../../test/unit/nn/models';

const mlp = (...units: readonly number[]): LayerSketch[] => [
  ...units.map((n): LayerSketch => ['dense', { units: n }, 'relu']),
  ['dense', { units: 10 }],
];

/** The networks of docs/performance.md. */
export const SPEED_NETWORKS: readonly Network[] = [
  network('a: MLP 784-256-256-10, batch 128', {
    inputShape: [784],
    layers: mlp(256, 256),
    batch: 128,
    optimizer: ['adam'],
  }),
  network('b: MLP 3072-512-256×4-10, batch 100', {
    inputShape: [3072],
    layers: mlp(512, 256, 256, 256, 256),
    batch: 100,
    optimizer: ['adam'],
  }),
  network('c: CNN, batch 32', {
    inputShape: [32, 32, 3],
    layers: [
      ['conv2d', { filters: 128, kernelSize: 3, strides: 2 }, 'relu'],
      ['maxPool2d', { poolSize: 3 }],
      ['batchNorm'],
      ['flatten'],
      ...mlp(100),
    ],
    batch: 32,
    optimizer: ['adam'],
  }),
];
