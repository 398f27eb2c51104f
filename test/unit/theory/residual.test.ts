import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { measure } from '../../../scripts/theory/measure';
import { lossAndGradients } from '../../../src/nn/gradients';
import { initialize } from '../../../src/nn/initialize';
import { createStream } from '../../../src/random/stream';
import { predict } from '../../../src/theory/predict';
import type { PredictOptions } from '../../../src/theory/predict';
import { everywhere, sketch } from '../nn/models';
import type { LayerSketch } from '../nn/models';

beforeAll(() => tf.setBackend('cpu'));

const OPTIONS: PredictOptions = {
  probeSamples: 32,
  batchSize: 32,
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'sgd', parameters: { learningRate: 0.1 } },
};

const WIDTH = 128;
const block = (end: string | undefined): LayerSketch[] => [
  ['dense', { units: WIDTH }, 'relu'],
  ['dense', { units: WIDTH }],
  ['residual', {}, end, 2],
];
const HEAD: LayerSketch = ['dense', { units: 10 }];

const normals = (size: number, name: string): Float32Array => {
  const stream = createStream(2, name);
  return Float32Array.from({ length: size }, () => stream.normal());
};

describe('residual blocks', () => {
  test('without an activation behind the sum double the signal and the gradient, as He’s branch does each once', () => {
    const model = sketch([WIDTH], [...block(undefined), ...block(undefined), ...block(undefined), HEAD]);
    const { layers } = predict(model, everywhere(model, 'heNormal'), { mean: 0, secondMoment: 1 }, OPTIONS);
    const sums = layers.filter(({ type }) => type === 'residual');
    for (const [i, wanted] of [3, 9, 27].entries()) expect(sums[i]?.post.secondMoment).toBeCloseTo(wanted, 9);
    // on the way back relu halves what its kernel doubles, and the second kernel doubles again: 1 + 2 a block
    const [first, second] = sums.map(({ gradient }) => gradient);
    expect(first! / second!).toBeCloseTo(3, 9);
  });

  /** A sum is taken to be normal, which costs some percent where relu follows it; ten outputs scatter by 20 %. */
  test.each([
    [undefined, 1.25],
    ['relu', 1.4],
  ])('ending in %s are predicted as they are measured, forward and backward', (end, tolerance) => {
    const model = sketch([WIDTH], [['dense', { units: WIDTH }, 'relu'], ...block(end), ...block(end), HEAD]);
    const choice = everywhere(model, 'heNormal');
    const inputs = tf.tensor2d(normals(64 * WIDTH, 'inputs'), [64, WIDTH]);
    const { layers } = predict(model, choice, { mean: 0, secondMoment: 1 }, OPTIONS);
    const reported = model.layers
      .filter(({ name, activation }) => activation !== undefined || name === 'dense_6')
      .map(({ name }) => name);
    const named = layers.filter(({ name }) => reported.includes(name));
    const seeds = [1, 2, 3, 4, 5, 6];
    const measured = seeds.map((seed) => measure(tf, model, choice.layers, inputs, seed));
    for (const [i, { name, post }] of named.entries()) {
      const mean = measured.reduce((sum, one) => sum + one[i]!.postSecondMoment / seeds.length, 0);
      expect(mean / post.secondMoment, name).toBeGreaterThan(1 / tolerance);
      expect(mean / post.secondMoment, name).toBeLessThan(tolerance);
    }
    const ratios = seeds.map((seed) => {
      const weights = Object.fromEntries(
        Object.entries(initialize(model, choice, seed)).map(([path, { shape, values }]) => [
          path,
          tf.tensor(values, [...shape]),
        ]),
      );
      const single = tf.slice(inputs, 0, 1);
      const targets = tf.tensor1d([seed % 10], 'int32');
      const { gradients } = lossAndGradients(
        tf,
        model,
        'softmaxCrossEntropy',
        { weights, statistics: {}, inputs: single, targets },
        false,
      );
      const square = (path: string): number => tf.mean(tf.square(gradients[path]!)).dataSync()[0]!;
      return Math.log(square('dense_1/kernel') / square('dense_6/kernel'));
    });
    const perSample = (name: string): number =>
      layers.find((layer) => layer.name === name)!.weights!.gradientPerSample;
    const mean = ratios.reduce((sum, ratio) => sum + ratio / seeds.length, 0);
    expect(Math.abs(mean - Math.log(perSample('dense_1') / perSample('dense_6')))).toBeLessThan(0.5);
  });

  test('that start as the identity learn all the same, and pass the signal on', () => {
    const model = sketch([WIDTH], [['dense', { units: WIDTH }, 'relu'], ...block('relu'), HEAD]);
    const { layers } = everywhere(model, 'heNormal');
    layers['dense_3'] = {
      kernel: { name: 'zeros', parameters: {} },
      bias: { name: 'zeros', parameters: {} },
    };
    const prediction = predict(model, { layers }, { mean: 0, secondMoment: 1 }, OPTIONS);
    expect(prediction.learns).toBe('everything');
    const at = (name: string): number =>
      prediction.layers.find((layer) => layer.name === name)!.post.secondMoment;
    expect(at('residual_1')).toBeGreaterThan(0.85 * at('dense_1'));
  });
});
