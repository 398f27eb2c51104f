import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { adaptToData, adapts } from '../../../src/nn/adapt';
import { initialize } from '../../../src/nn/initialize';
import { forward, statisticsOf } from '../../../src/nn/model';
import { createStream } from '../../../src/random/stream';
import { predict } from '../../../src/theory/predict';
import { everywhere, sketch } from './models';

beforeAll(() => tf.setBackend('cpu'));

const model = sketch(
  [6, 6, 2],
  [
    ['conv2d', { filters: 8 }, 'relu'],
    ['batchNorm'],
    ['flatten'],
    ['dense', { units: 40 }, 'tanh'],
    ['dense', { units: 40 }],
    ['residual', {}, 'relu', 1],
    ['dense', { units: 5 }],
  ],
);

function batch(): tf.Tensor {
  const stream = createStream(1, 'x');
  return tf.tensor4d(
    Float32Array.from({ length: 60 * 72 }, () => 3 * stream.normal() + 1),
    [60, 6, 6, 2],
  );
}

/** Outputs of every kernel before its activation, on the batch. */
function outputsWith(weights: ReturnType<typeof initialize>): Record<string, Float32Array> {
  const outputs: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(weights).map(([path, { shape, values }]) => [path, tf.tensor(values, [...shape])]),
    );
    const statistics = Object.fromEntries(
      statisticsOf(model).map(({ path, spec }) => [path, tf.fill([...spec.shape], spec.initial)]),
    );
    forward(
      tf,
      model,
      { weights: tensors, statistics, inputs: batch() },
      {
        training: true,
        adapt(layer, values) {
          outputs[layer.name] = values.dataSync() as Float32Array;
          return values;
        },
      },
    );
  });
  return outputs;
}

const KERNELS = ['conv2d_1', 'dense_1', 'dense_2', 'dense_3'];
const mean = (values: Iterable<number>): number => {
  const all = [...values];
  return all.reduce((sum, x) => sum + x, 0) / all.length;
};
const variance = (values: Iterable<number>): number => {
  const about = mean(values);
  return mean([...values].map((x) => (x - about) ** 2));
};

const adaptedWith = (name: string): ReturnType<typeof initialize> => {
  const choice = everywhere(model, name, name === 'lsuv' ? { tolerance: 0.01 } : {});
  expect(adapts(model, choice)).toBe(true);
  const inputs = batch();
  const weights = adaptToData(tf, model, choice, initialize(model, choice, 3), inputs);
  inputs.dispose();
  return weights;
};

describe('adaptToData', () => {
  test('LSUV gives every layer outputs of variance 1 on the batch, from the first to the last', () => {
    const outputs = outputsWith(adaptedWith('lsuv'));
    for (const name of KERNELS) expect(Math.sqrt(variance(outputs[name]!)), name).toBeCloseTo(1, 2);
  });

  test('the data-dependent one gives every unit mean 0 and variance 1', () => {
    const outputs = outputsWith(adaptedWith('dataDependent'));
    for (const [name, units] of [
      ['conv2d_1', 8],
      ['dense_2', 40],
    ] as const)
      for (let unit = 0; unit < units; unit++) {
        const values = outputs[name]!.filter((_, i) => i % units === unit);
        expect(mean(values), `${name} ${unit}`).toBeCloseTo(0, 4);
        expect(variance(values), `${name} ${unit}`).toBeCloseTo(1, 3);
      }
  });

  test('depends on seed and batch alone and leaves no tensor behind', () => {
    const first = adaptedWith('lsuv');
    const before = tf.memory().numTensors;
    expect(adaptedWith('lsuv')).toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a choice that looks at no data has nothing to adapt', () => {
    expect(adapts(model, everywhere(model, 'heNormal'))).toBe(false);
  });
});

test('theory knows what adapting comes to', () => {
  const options = {
    probeSamples: 100,
    batchSize: 100,
    loss: 'softmaxCrossEntropy' as const,
    optimizer: { name: 'sgd', parameters: { learningRate: 0.1 } },
  };
  for (const name of ['lsuv', 'dataDependent']) {
    const { layers } = predict(
      model,
      everywhere(model, name, { tolerance: 0.1 }),
      { mean: 0.3, secondMoment: 2 },
      options,
    );
    for (const layer of layers.filter((one) => KERNELS.includes(one.name)))
      expect(layer.pre.variance, `${name} ${layer.name}`).toBeCloseTo(1, 6);
  }
});
