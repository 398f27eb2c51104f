import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, expect, test } from 'vitest';
import { histogramProgram, probeProgram } from '../../../../src/training/programs/probe';
import { unpackHistogram } from '../../../../src/training/telemetry/histogram';
import { sketch } from '../../nn/models';

beforeAll(() => tf.setBackend('cpu'));

/** y = x, on the samples (1, 3), (2, 2), (3, 3), (10, 0), of which a minibatch has two. */
const probed = {
  plan: { model: sketch([1], [['dense', { units: 1 }]]), loss: 'meanSquaredError' },
  batch: {
    count: 4,
    samples: { shape: [1], targets: { kind: 'values', width: 1, values: new Float32Array() } },
  },
  state: { 'weights/dense_1/kernel': tf.tensor2d([[1]]), 'weights/dense_1/bias': tf.tensor1d([0]) },
  samples: { inputs: tf.tensor2d([1, 2, 3, 10], [4, 1]), targets: tf.tensor2d([3, 2, 3, 0], [4, 1]) },
} as const;

test('the gradient is that of a minibatch, activations are those of the whole probe batch', () => {
  const { plan, batch, state, samples } = probed;
  const { outputs } = probeProgram(plan, batch, 2).run(tf, state, samples);
  // ∂/∂w mean (w x − t)² = mean 2 (w x − t) x = (2 · −2 · 1 + 0) / 2
  expect(outputs['gradient_norm/dense_1/kernel']?.dataSync()[0]).toBeCloseTo(2, 6);
  expect(outputs['pre_activation_mean/dense_1']?.dataSync()[0]).toBeCloseTo(4, 6);
});

test('so do histograms count, and a probe smaller than a minibatch is taken whole', () => {
  const { plan, batch, state, samples } = probed;
  const gradientWith = (minibatch: number): number => {
    const { outputs } = histogramProgram(plan, batch, minibatch).run(tf, state, samples);
    const packed = outputs['gradients/dense_1/kernel'];
    // one value has its bins half to the left and half to the right of it
    return (unpackHistogram(packed?.dataSync() ?? [])?.edges[0] ?? NaN) + 0.5;
  };
  expect(gradientWith(2)).toBeCloseTo(-2, 6);
  expect(gradientWith(100)).toBeCloseTo((-4 + 200) / 4, 6);
});
