import type { LayerSketch } from '../../../unit/nn/models';
import { network } from './network';
import type { Network } from './network';

const IMAGE = [8, 8, 2];
const ROW = [20];
const hidden = (activation: string, ...units: readonly number[]): LayerSketch[] =>
  units.map((n) => ['dense', { units: n }, activation]);
const CLASSIFIER: LayerSketch = ['dense', { units: 5 }];

const mlp = network('mlp of relu', {
  inputShape: ROW,
  layers: [...hidden('relu', 32, 32), CLASSIFIER],
  batch: 32,
  optimizer: ['adam', { learningRate: 0.003 }],
});

const cnn = network('cnn with batchNorm and maxPool', {
  inputShape: IMAGE,
  layers: [
    ['conv2d', { filters: 6, padding: 'same', useBias: false }],
    ['batchNorm'],
    ['activation', {}, 'relu'],
    ['maxPool2d'],
    ['conv2d', { filters: 8 }, 'relu'],
    ['flatten'],
    CLASSIFIER,
  ],
  batch: 16,
  optimizer: ['momentum', { learningRate: 0.02 }],
});

/** Networks as people train them, to be followed over many steps. */
export const REPRESENTATIVE: readonly Network[] = [
  mlp,
  network('deep tanh', {
    inputShape: ROW,
    layers: [...hidden('tanh', 16, 16, 16, 16, 16, 16, 16, 16), CLASSIFIER],
    batch: 32,
    optimizer: ['sgd', { learningRate: 0.1 }],
  }),
  cnn,
  network('layerNorm, gelu and dropout', {
    inputShape: ROW,
    layers: [
      ['dense', { units: 24 }],
      ['layerNorm'],
      ['activation', {}, 'gelu'],
      ['dropout', { rate: 0.2 }],
      CLASSIFIER,
    ],
    batch: 32,
    optimizer: ['adamw', { learningRate: 0.003 }],
  }),
  network('prelu and rrelu', {
    inputShape: ROW,
    layers: [...hidden('prelu', 24), ...hidden('rrelu', 24), CLASSIFIER],
    batch: 32,
    optimizer: ['nesterov', { learningRate: 0.02 }],
  }),
  network('nadam', {
    inputShape: ROW,
    layers: [...hidden('elu', 24), CLASSIFIER],
    batch: 32,
    optimizer: ['nadam', { learningRate: 0.003 }],
  }),
  network('adam below, nadam in the middle, sgd on top', {
    inputShape: ROW,
    layers: [...hidden('elu', 24, 24), CLASSIFIER],
    batch: 32,
    optimizer: ['adam', { learningRate: 0.002 }],
    groups: { dense_2: ['nadam', { learningRate: 0.001 }], dense_3: ['sgd', { learningRate: 0.1 }] },
  }),
  network('residual blocks, one in another', {
    inputShape: [6, 6, 4],
    layers: [
      ['conv2d', { filters: 4, padding: 'same' }, 'relu'],
      ['batchNorm'],
      ['conv2d', { filters: 4, padding: 'same' }],
      ['residual', {}, 'relu', 3],
      ['flatten'],
      ...hidden('tanh', 24, 24),
      ['dense', { units: 24 }],
      ['residual', {}, 'tanh', 1],
      ['dense', { units: 24 }],
      ['residual', {}, undefined, 4],
      CLASSIFIER,
    ],
    batch: 16,
    optimizer: ['adam', { learningRate: 0.003 }],
  }),
  network('rmsprop clipped by global norm', {
    inputShape: ROW,
    layers: [...hidden('swish', 24), CLASSIFIER],
    batch: 32,
    optimizer: ['rmsprop', { learningRate: 0.003 }],
    clipping: { globalNorm: 0.5 },
  }),
];

/** The two to run where every kernel costs. */
export const FEW: readonly Network[] = [mlp, cnn];
