import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initialize } from '../../../src/nn/initialize';
import { drawNoise, noiseShapes } from '../../../src/nn/noise';
import { createState, disposeAll, disposeState } from '../../../src/nn/state';
import { trainStep } from '../../../src/nn/trainStep';
import type { StepBatch, StepPlan, StepResult } from '../../../src/nn/trainStep';
import { createStream } from '../../../src/random/stream';
import { everywhere, sketch } from './models';

beforeAll(() => tf.setBackend('cpu'));

const everyLayer = sketch(
  [8, 8, 2],
  [
    ['conv2d', { filters: 4, padding: 'same' }, 'prelu'],
    ['batchNorm'],
    ['maxPool2d'],
    ['avgPool2d', { poolSize: 2 }],
    ['flatten'],
    ['dense', { units: 12 }, 'rrelu'],
    ['layerNorm'],
    ['dropout', { rate: 0.25 }],
    ['activation', {}, 'tanh'],
    ['dense', { units: 3 }],
  ],
);

const plan: StepPlan = {
  model: everyLayer,
  loss: 'softmaxCrossEntropy',
  optimizer: {
    name: 'nadam',
    parameters: { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, momentumDecay: 0.004 },
  },
  clipping: { globalNorm: 1 },
};

const momentum = { name: 'momentum', parameters: { learningRate: 0.1, momentum: 0.9 } };

const BATCH = 6;

function makeBatch(step: number): StepBatch {
  const stream = createStream(3, 'inputs');
  return {
    inputs: tf.tensor4d(
      Float32Array.from({ length: BATCH * 128 }, () => stream.normal()),
      [BATCH, 8, 8, 2],
    ),
    targets: tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'),
    noise: drawNoise(tf, everyLayer, BATCH, 5, step),
  };
}

const disposeBatch = ({ inputs, targets, noise }: StepBatch): void => {
  inputs.dispose();
  targets.dispose();
  disposeAll(noise);
};

const disposeMeasured = ({ loss, accuracy, gradients }: StepResult): void => {
  loss.dispose();
  accuracy?.dispose();
  disposeAll(gradients);
};

/** Losses of consecutive steps on one batch. */
function train(steps: number, seed = 1): number[] {
  let state = createState(
    tf,
    everyLayer,
    plan,
    initialize(everyLayer, everywhere(everyLayer, 'heNormal'), seed),
  );
  const seen: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const batch = makeBatch(step);
    const result = trainStep(tf, plan, state, batch, { gradients: step % 2 === 0 });
    disposeState(state);
    state = result.state;
    seen.push(result.loss.dataSync()[0]!);
    disposeMeasured(result);
    disposeBatch(batch);
  }
  disposeState(state);
  return seen;
}

describe('trainStep', () => {
  test('learns with every kind of layer', () => {
    const seen = train(25);
    expect(seen[0]).toBeGreaterThan(0.5);
    expect(seen.at(-1)).toBeLessThan(seen[0]! / 2);
  });

  test('is a function of the seed', () => {
    expect(train(3)).toEqual(train(3));
    expect(train(3, 2)).not.toEqual(train(3));
  });

  test('leaves no tensor behind once its results and inputs are disposed', () => {
    const before = tf.memory().numTensors;
    train(4);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is freed whole by a tidy around it', () => {
    const initial = initialize(everyLayer, everywhere(everyLayer, 'heNormal'), 1);
    const state = createState(tf, everyLayer, plan, initial);
    const batch = makeBatch(1);
    const before = tf.memory().numTensors;
    tf.tidy(() => void trainStep(tf, plan, state, batch, { gradients: true }));
    expect(tf.memory().numTensors).toBe(before);
    disposeState(state);
    disposeBatch(batch);
  });

  test('disposes nothing that it was given', () => {
    const initial = initialize(everyLayer, everywhere(everyLayer, 'heNormal'), 1);
    const state = createState(tf, everyLayer, plan, initial);
    const batch = makeBatch(1);
    const result = trainStep(tf, plan, state, batch);
    for (const map of [state.weights, state.slots, state.statistics, batch.noise]) {
      for (const [path, tensor] of Object.entries(map)) expect(tensor.isDisposed, path).toBe(false);
    }
    disposeState(result.state);
    disposeMeasured(result);
    for (const [path, { values }] of Object.entries(initial)) {
      expect([...state.weights[path]!.dataSync()], path).toEqual([...values]);
    }
    disposeState(state);
    disposeBatch(batch);
  });

  test('moves the statistics of batch-norm and every weight', () => {
    const initial = initialize(everyLayer, everywhere(everyLayer, 'heNormal'), 1);
    const state = createState(tf, everyLayer, plan, initial);
    const batch = makeBatch(1);
    const result = trainStep(tf, plan, state, batch, { gradients: true });
    expect(Object.keys(result.gradients)).toEqual(Object.keys(state.weights));
    expect(result.state.step).toBe(1);
    for (const map of ['weights', 'slots', 'statistics'] as const) {
      expect(Object.keys(result.state[map])).toEqual(Object.keys(state[map]));
      for (const [path, tensor] of Object.entries(state[map])) {
        expect([...result.state[map][path]!.dataSync()], path).not.toEqual([...tensor.dataSync()]);
      }
    }
    for (const s of [state, result.state]) disposeState(s);
    disposeMeasured(result);
    disposeBatch(batch);
  });

  test('leaves frozen layers as they are, without slots, and runs them as in evaluation', () => {
    const frozen = ['conv2d_1', 'batchNorm_1', 'dense_1', 'dropout_1'];
    const model = {
      ...everyLayer,
      layers: everyLayer.layers.map((layer) =>
        frozen.includes(layer.name) ? { ...layer, frozen: true as const } : layer,
      ),
    };
    const isFrozen = (path: string): boolean => frozen.includes(path.split('/')[0]!);
    const initial = initialize(model, everywhere(model, 'heNormal'), 1);
    const state = createState(tf, model, plan, initial);
    expect(Object.keys(state.slots).filter(isFrozen)).toEqual([]);
    expect(noiseShapes(model)).toEqual({});
    const batch = { ...makeBatch(1), noise: {} };
    const before = tf.memory().numTensors;
    const result = trainStep(tf, { ...plan, model }, state, batch, { gradients: true });
    expect(Object.keys(result.gradients).filter(isFrozen)).toEqual([]);
    for (const map of ['weights', 'statistics'] as const) {
      expect(Object.keys(result.state[map])).toEqual(Object.keys(state[map]));
      for (const [path, tensor] of Object.entries(state[map])) {
        const same = result.state[map][path]!.dataSync().every((value, i) => value === tensor.dataSync()[i]);
        expect(same, path).toBe(isFrozen(path));
      }
    }
    disposeState(result.state);
    disposeMeasured(result);
    expect(tf.memory().numTensors).toBe(before);
    disposeState(state);
  });

  test('trains each layer by the optimizer of its group, and the others by their own', () => {
    const grouped: StepPlan = {
      ...plan,
      clipping: {},
      groups: [
        {
          pattern: 'dense_1',
          layers: ['dense_1'],
          optimizer: { name: 'sgd', parameters: { learningRate: 0.5 } },
        },
        { pattern: 'conv*', layers: ['conv2d_1'], optimizer: momentum },
      ],
    };
    const initial = initialize(everyLayer, everywhere(everyLayer, 'heNormal'), 1);
    const batch = makeBatch(1);
    const after = (of: StepPlan): Record<string, number[]> => {
      const state = createState(tf, everyLayer, of, initial);
      const result = trainStep(tf, of, state, batch);
      const { weights, slots } = result.state;
      const values = Object.fromEntries(
        Object.entries({ ...weights, ...slots }).map(([path, tensor]) => [path, [...tensor.dataSync()]]),
      );
      for (const s of [state, result.state]) disposeState(s);
      disposeMeasured(result);
      return values;
    };
    const only = (values: Record<string, number[]>, ...layers: string[]): Record<string, number[]> =>
      Object.fromEntries(Object.entries(values).filter(([path]) => layers.includes(path.split('/')[0]!)));
    const mixed = after(grouped);
    const whole = (optimizer: StepPlan['optimizer']): Record<string, number[]> =>
      after({ ...grouped, groups: [], optimizer });
    expect(only(mixed, 'dense_1')).toEqual(only(whole(grouped.groups![0]!.optimizer), 'dense_1'));
    expect(only(mixed, 'conv2d_1')).toEqual(only(whole(momentum), 'conv2d_1'));
    expect(only(mixed, 'dense_2', 'batchNorm_1')).toEqual(
      only(whole(plan.optimizer), 'dense_2', 'batchNorm_1'),
    );
    expect(Object.keys(only(mixed, 'conv2d_1'))).toContain('conv2d_1/kernel/velocity');
    disposeBatch(batch);
  });

  test('noise is asked for by dropout and rrelu only', () => {
    expect(noiseShapes(everyLayer)).toEqual({ dense_1: [12], dropout_1: [12] });
  });
});
