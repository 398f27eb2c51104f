import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initialize } from '../../../src/nn/initialize';
import { forward } from '../../../src/nn/model';
import { drawNoise } from '../../../src/nn/noise';
import { createState, disposeState } from '../../../src/nn/state';
import { everywhere, sketch } from './models';

beforeAll(() => tf.setBackend('cpu'));

const model = sketch(
  [6],
  [
    ['dense', { units: 8 }, 'relu'],
    ['dropout', { rate: 0.5 }],
    ['dense', { units: 8 }],
    ['batchNorm'],
    ['activation', {}, 'tanh'],
    ['dense', { units: 3 }],
  ],
);
const optimizer = { name: 'sgd', parameters: { learningRate: 0.1 } };

describe('forward', () => {
  const setUp = (): { state: ReturnType<typeof createState>; inputs: tf.Tensor } => ({
    state: createState(tf, model, { optimizer }, initialize(model, everywhere(model, 'heNormal'), 1)),
    inputs: tf.randomNormal([5, 6], 0, 1, 'float32', 3),
  });

  test('returns pre- and post-activations of layers that activate, and of the last', () => {
    const { state, inputs } = setUp();
    const result = forward(tf, model, { ...state, inputs }, { training: false, activations: true });
    expect(Object.keys(result.layers)).toEqual(['dense_1', 'activation_1', 'dense_3']);
    const { pre, post } = result.layers['dense_1']!;
    expect([...post.dataSync()]).toEqual([...pre.dataSync()].map((x) => Math.max(0, x)));
    expect(result.layers['dense_3']!.pre).toBe(result.outputs);
    disposeState(state);
  });

  test('evaluation is deterministic, touches no statistic and leaks nothing', () => {
    const before = tf.memory().numTensors;
    const { state, inputs } = setUp();
    const [a, b] = [1, 2].map(() => forward(tf, model, { ...state, inputs }, { training: false }));
    expect([...a!.outputs.dataSync()]).toEqual([...b!.outputs.dataSync()]);
    expect(a!.statistics).toEqual({});
    expect(a!.layers).toEqual({});
    for (const tensor of [a!.outputs, b!.outputs, inputs]) tensor.dispose();
    disposeState(state);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('dropout silences its share in training and keeps the mean', () => {
    const wide = sketch([4000], [['dropout', { rate: 0.25 }]]);
    const noise = drawNoise(tf, wide, 1, 9, 1);
    const inputs = tf.ones([1, 4000]);
    const { outputs } = forward(tf, wide, { weights: {}, statistics: {}, inputs, noise }, { training: true });
    const values = outputs.dataSync();
    const silent = values.filter((x) => x === 0).length / 4000;
    expect(silent).toBeGreaterThan(0.22);
    expect(silent).toBeLessThan(0.28);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  });

  test('noise is a function of seed and step', () => {
    const draw = (seed: number, step: number): number[] => [
      ...drawNoise(tf, model, 2, seed, step)['dropout_1']!.dataSync(),
    ];
    expect(draw(1, 1)).toEqual(draw(1, 1));
    expect(draw(1, 1)).not.toEqual(draw(1, 2));
    expect(draw(1, 1)).not.toEqual(draw(2, 1));
  });
});
