import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { layerNorm } from '../../../../src/nn/layers/normalization';
import { createStream } from '../../../../src/random/stream';

beforeAll(() => tf.setBackend('cpu'));

const [SAMPLES, CHANNELS, EPSILON] = [40, 30, 1e-3];

/** α (x − μ)/√(σ² + ε) + β in doubles (Ba, Kiros & Hinton 2016, eq. 4). */
function reference(x: Float32Array, alpha: Float32Array, beta: Float32Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const row = x.subarray(sample * CHANNELS, (sample + 1) * CHANNELS);
    const mean = row.reduce((sum, value) => sum + value, 0) / CHANNELS;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / CHANNELS;
    for (const [i, value] of row.entries())
      out[sample * CHANNELS + i] = (alpha[i]! * (value - mean)) / Math.sqrt(variance + EPSILON) + beta[i]!;
  }
  return out;
}

test.each([1, 2, 3, 4, 5])(
  'layer normalisation is within 1e-6 of its formula for any α and β (%i)',
  (seed) => {
    const stream = createStream(seed, 'layer-norm');
    const uniform = (size: number, low: number, high: number): Float32Array =>
      Float32Array.from({ length: size }, () => low + (high - low) * stream.uniform());
    const [x, alpha, beta] = [
      uniform(SAMPLES * CHANNELS, -1, 1),
      uniform(CHANNELS, 0, 1),
      uniform(CHANNELS, -1, 1),
    ];
    const { output } = layerNorm.forward(
      {
        tf,
        training: true,
        weights: { gamma: tf.tensor1d(alpha), beta: tf.tensor1d(beta) },
        statistics: {},
      },
      { epsilon: EPSILON },
      tf.tensor2d(x, [SAMPLES, CHANNELS]),
    );
    const wanted = reference(x, alpha, beta);
    const distances = Array.from(output.dataSync(), (value, i) => Math.abs(value - wanted[i]!));
    expect(Math.max(...distances)).toBeLessThan(1e-6);
  },
);
