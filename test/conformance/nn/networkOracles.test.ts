import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openCpu } from '../../../src/engine/cpu';
import { initialize } from '../../../src/nn/initialize';
import { batchNorm } from '../../../src/nn/layers/normalization';
import { activationEntry, forward } from '../../../src/nn/model';
import { defaultParameters } from '../../../src/nn/parameters';
import type { Parameters } from '../../../src/nn/parameters';
import { createState, disposeState } from '../../../src/nn/state';
import { trainStep } from '../../../src/nn/trainStep';
import { everywhere, sketch } from '../../unit/nn/models';
import { normals } from './cases';
import { oracle, oraclesMissing } from './oracles';
import { tensorOf } from './torch';

beforeAll(async () => {
  await openCpu();
});

const relus = (widths: readonly number[]): ReturnType<typeof sketch> =>
  sketch(
    [widths[0]!],
    widths
      .slice(1)
      .map((units, i) => ['dense', { units }, i === widths.length - 2 ? 'linear' : 'relu'] as const),
  );

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());

const meanSquare = (x: tf.Tensor): number => numbers(x).reduce((sum, v) => sum + v * v, 0) / x.size;

/** What tfjs' own initializers do, by our names. */
const TFJS: readonly (readonly [oracle: string, ours: string, given: Parameters])[] = [
  ['heNormal', 'heNormalUncorrected', {}],
  ['heUniform', 'heUniform', {}],
  ['glorotNormal', 'glorotNormalUncorrected', {}],
  ['glorotUniform', 'glorotUniform', {}],
  ['leCunNormal', 'lecunNormalUncorrected', {}],
  ['randomNormal(stddev .05)', 'randomNormal', { mean: 0, stddev: 0.05 }],
  ['truncatedNormal(stddev .05)', 'truncatedNormal', { mean: 0, stddev: 0.05 }],
  ['randomUniform(+-.05)', 'randomUniform', { minval: -0.05, maxval: 0.05 }],
];

describe.skipIf(oraclesMissing)('tfjs_forward.json: second moments of pre-activations', () => {
  const found = oracle('tfjs_forward') as
    { widths: number[]; inits: Record<string, { pred_q: number[] }> } | undefined;
  const SEEDS = 4;

  test.each(TFJS)('%s as %s', (title, name, given) => {
    const { widths, inits } = found!;
    const model = relus(widths);
    const sums = widths.slice(1).map(() => 0);
    for (let seed = 0; seed < SEEDS; seed++) {
      const drawn = initialize(model, everywhere(model, name, given), seed);
      tf.tidy(() => {
        const weights = Object.fromEntries(
          Object.entries(drawn).map(([path, w]) => [path, tf.tensor(w.values, [...w.shape])]),
        );
        const inputs = tensorOf(normals(`inputs-${seed}`, [8, widths[0]!]));
        const { layers } = forward(
          tf,
          model,
          { weights, statistics: {}, inputs },
          { training: false, activations: true },
        );
        for (const [l, { pre }] of Object.values(layers).entries()) sums[l]! += meanSquare(pre) / SEEDS;
      });
    }
    // ln q varies from draw to draw by 5/width for each hidden layer before it, and 2/width of its own (theory.md)
    let spread = 0;
    for (const [l, predicted] of inits[title]!.pred_q.entries()) {
      const width = widths[l + 1]!;
      const error = Math.sqrt((spread + 2 / width) / SEEDS + 2 / (8 * widths[0]!));
      expect(Math.abs(Math.log(sums[l]! / predicted)), `layer ${l + 1}`).toBeLessThan(3 * error);
      spread += 5 / width;
    }
  });
});

describe.skipIf(oraclesMissing)('adam_seeds_conv.json: Adam’s first step', () => {
  const RATE = 1e-4;
  const found = oracle('adam_seeds_conv') as
    { adam_first_step: { rows: Record<string, { pred_dh: number[]; max_abs_dW: number[] }> } } | undefined;

  test.each([
    ['he', 'kaimingNormal', { a: 0, mode: 'fanIn', nonlinearity: 'relu' }],
    ['xavier', 'xavierNormal', { gain: 1, nonlinearity: 'linear' }],
  ] as const)('%s', (title, name, given) => {
    const row = found!.adam_first_step.rows[title]!;
    const model = relus([784, 512, 256, 256, 256, 256, 10]);
    const optimizer = {
      name: 'adam',
      parameters: { learningRate: RATE, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    };
    const state = createState(tf, model, { optimizer }, initialize(model, everywhere(model, name, given), 1));
    const inputs = tensorOf(normals('x', [1, 784]));
    const { layers } = forward(tf, model, { ...state, inputs }, { training: false, activations: true });
    const plan = { model, loss: 'softmaxCrossEntropy', optimizer, clipping: {} };
    const { state: next } = trainStep(tf, plan, state, {
      inputs,
      targets: tf.tensor1d([3], 'int32'),
      noise: {},
    });
    const activations = [inputs, ...Object.values(layers).map(({ post }) => post)];
    for (const [l, layer] of model.layers.entries()) {
      const path = `${layer.name}/kernel`;
      tf.tidy(() => {
        const change = tf.sub<tf.Tensor2D>(next.weights[path]!, state.weights[path]!);
        expect(tf.max(tf.abs(change)).dataSync()[0]! / row.max_abs_dW[l]!).toBeCloseTo(1, 3);
        const a = activations[l] as tf.Tensor2D;
        const bound = RATE * numbers(a).reduce((sum, v) => sum + Math.abs(v), 0);
        const shifts = numbers(tf.matMul(a, change));
        const moved = shifts.map(Math.abs).filter((shift) => shift > 0);
        const mean = moved.reduce((sum, shift) => sum + shift, 0) / moved.length;
        expect(mean / bound, layer.name).toBeCloseTo(1, 2);
        expect(bound / row.pred_dh[l]!, layer.name).toBeGreaterThan(0.75);
        expect(bound / row.pred_dh[l]!, layer.name).toBeLessThan(1.33);
      });
    }
    for (const s of [state, next]) disposeState(s);
  });

  test('a "same" convolution of white noise loses the taps outside', () => {
    const { conv_same_padding_factor } = oracle('adam_seeds_conv') as {
      conv_same_padding_factor: { f: Record<string, number> };
    };
    for (const [title, factor] of Object.entries(conv_same_padding_factor.f)) {
      const [size, kernelSize] = title
        .match(/\d+/g)!
        .map(Number)
        .filter((_, i) => i !== 1) as [number, number];
      const model = sketch([size, size, 4], [['conv2d', { filters: 32, kernelSize, padding: 'same' }]]);
      const q = tf.tidy(() => {
        const drawn = initialize(model, everywhere(model, 'lecunUniform'), 1);
        const weights = Object.fromEntries(
          Object.entries(drawn).map(([path, w]) => [path, tf.tensor(w.values, [...w.shape])]),
        );
        const inputs = tensorOf(normals(title, [8, size, size, 4]));
        return meanSquare(
          forward(tf, model, { weights, statistics: {}, inputs }, { training: false }).outputs,
        );
      });
      expect(Math.abs(q / factor - 1), title).toBeLessThan(0.06);
    }
  });
});

describe.skipIf(oraclesMissing)(
  'batchnorm_backward.json: growth of gradients through dense → batchNorm → φ',
  () => {
    const found = oracle('batchnorm_backward') as { r: Record<string, { geo_mean_mid: number }> } | undefined;
    const [WIDTH, BATCH, DEPTH] = [200, 128, 14];

    test.each(['relu', 'elu', 'tanh'])('%s', (name) => {
      const activation = activationEntry(name);
      const parameters = { ...defaultParameters(batchNorm.parameters), epsilon: 1e-8 };
      const factors = tf.tidy(() => {
        const kernels = Array.from({ length: DEPTH }, (_, l) =>
          tensorOf(normals(`kernel-${l}`, [WIDTH, WIDTH], 1 / Math.sqrt(WIDTH))),
        );
        const weights = { gamma: tf.ones([WIDTH]), beta: tf.zeros([WIDTH]) };
        const statistics = { mean: tf.zeros([WIDTH]), variance: tf.ones([WIDTH]) };
        const variances: number[] = [];
        const run = (...shifts: tf.Tensor[]): tf.Tensor => {
          let x = tensorOf(normals('inputs', [BATCH, WIDTH]));
          for (const [l, shift] of shifts.entries()) {
            const h = tf.add(tf.matMul(x as tf.Tensor2D, kernels[l] as tf.Tensor2D), shift);
            variances[l] = tf.moments(h).variance.dataSync()[0]!;
            const normal = batchNorm.forward({ tf, training: true, weights, statistics }, parameters, h);
            x = activation.apply(tf, defaultParameters(activation.parameters), normal.output, {});
          }
          return x;
        };
        const zeros = kernels.map(() => tf.zeros([BATCH, WIDTH]));
        const gradients = tf.grads(run)(zeros, tensorOf(normals('upstream', [BATCH, WIDTH])));
        const g = gradients.map((gradient, l) => meanSquare(gradient) * variances[l]!);
        return g.slice(1).map((next, l) => g[l]! / next);
      });
      const middle = factors.slice(2, -2);
      const geometricMean = Math.exp(middle.reduce((sum, f) => sum + Math.log(f), 0) / middle.length);
      expect(Math.abs(geometricMean / found!.r[name]!.geo_mean_mid - 1)).toBeLessThan(0.03);
    });
  },
);
