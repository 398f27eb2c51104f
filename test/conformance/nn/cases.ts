import { createStream } from '../../../src/random/stream';
import { sizeOf } from '../../../src/nn/shape';
import type { Parameters } from '../../../src/nn/parameters';
import type { Plain } from './torch';

/** Standard normals, rounded to float32 so that both sides start from the same numbers. */
export function normals(name: string, shape: readonly number[], scale = 1): Plain {
  const stream = createStream(11, name);
  const values = Array.from({ length: sizeOf(shape) }, () => Math.fround(scale * stream.normal()));
  return { shape, values };
}

export function uniforms(name: string, shape: readonly number[]): Plain {
  const stream = createStream(11, name);
  return { shape, values: Array.from({ length: sizeOf(shape) }, () => Math.fround(stream.uniform())) };
}

/** Named activations with other parameters than their defaults, where those take another path. */
export const ACTIVATIONS: readonly (readonly [name: string, parameters?: Parameters])[] = [
  ['relu'],
  ['leakyRelu'],
  ['leakyRelu', { slope: 0.3 }],
  ['elu'],
  ['elu', { alpha: 0.5 }],
  ['selu'],
  ['prelu'],
  ['rrelu'],
  ['gelu'],
  ['swish'],
  ['swish', { beta: 1.7 }],
  ['softplus'],
  ['mish'],
  ['softsign'],
  ['erf'],
  ['hardSigmoid'],
  ['sine', { omega: 3 }],
  ['tanh'],
  ['sigmoid'],
];

export const LAYERS: readonly (readonly [
  type: string,
  parameters: Parameters,
  input: readonly number[],
  training?: boolean,
])[] = [
  ['dense', { units: 5 }, [7]],
  ['conv2d', { filters: 4 }, [7, 6, 3]],
  ['conv2d', { filters: 4, padding: 'same' }, [7, 6, 3]],
  ['conv2d', { filters: 4, padding: 'same', strides: 2 }, [7, 6, 3]],
  ['conv2d', { filters: 2, kernelSize: 2, strides: 3 }, [8, 9, 1]],
  ['maxPool2d', {}, [7, 6, 3]],
  ['maxPool2d', { poolSize: 3, strides: 2, padding: 'same' }, [7, 6, 3]],
  ['avgPool2d', {}, [7, 6, 3]],
  ['avgPool2d', { poolSize: 3, strides: 2, padding: 'same' }, [7, 6, 3]],
  ['batchNorm', {}, [6], true],
  ['batchNorm', { momentum: 0.9, epsilon: 1e-5 }, [4, 5, 3], true],
  ['batchNorm', {}, [4, 5, 3], false],
  ['layerNorm', {}, [6]],
  ['layerNorm', { epsilon: 1e-5 }, [4, 5, 8]],
  ['flatten', {}, [3, 4, 2]],
];

export const OPTIMIZERS: readonly (readonly [name: string, parameters: Parameters, clipping: object])[] = [
  ['sgd', { learningRate: 0.5 }, {}],
  ['sgd', { learningRate: 0.5 }, { value: 0.01 }],
  ['sgd', { learningRate: 0.5 }, { norm: 0.1 }],
  ['sgd', { learningRate: 0.5 }, { globalNorm: 0.2 }],
  ['sgd', { learningRate: 0.5 }, { value: 0.05, norm: 0.1, globalNorm: 0.15 }],
  ['momentum', { learningRate: 0.1 }, {}],
  ['nesterov', { learningRate: 0.1 }, { globalNorm: 0.2 }],
  ['rmsprop', { learningRate: 0.01 }, {}],
  ['rmsprop', { learningRate: 0.01, rho: 0.99, momentum: 0.5, centered: true }, { value: 0.05 }],
  ['adagrad', { learningRate: 0.05 }, {}],
  ['adam', { learningRate: 0.01 }, {}],
  ['adam', { learningRate: 0.01, beta1: 0.5, beta2: 0.9, epsilon: 1e-4 }, { norm: 0.1 }],
  ['adamw', { learningRate: 0.01, weightDecay: 0.1 }, { globalNorm: 0.2 }],
  ['nadam', { learningRate: 0.01 }, {}],
  ['nadam', { learningRate: 0.01, momentumDecay: 1 }, { value: 0.05 }],
];
