import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { normalCdf } from '../../../../src/nn/activations/normalCdf';
import { activations } from '../../../../src/nn/activations/registry';
import { activationEntry } from '../../../../src/nn/model';
import { defaultParameters } from '../../../../src/nn/parameters';
import type { Parameters } from '../../../../src/nn/parameters';

beforeAll(() => tf.setBackend('cpu'));

const CASES: readonly (readonly [name: string, parameters: Parameters])[] = [
  ...Object.keys(activations).map((name) => [name, {}] as const),
  ['leakyRelu', { slope: 0.3 }],
  ['elu', { alpha: 0.4 }],
  ['swish', { beta: 2 }],
  ['prelu', { initial: -0.1 }],
];

const INPUTS = [-30, -8, -3.1, -1, -0.4, -1e-3, 1e-3, 0.25, 1, 2.7, 9, 30];

describe.each(CASES)('%s %o', (name, given) => {
  const entry = activationEntry(name);
  const parameters = { ...defaultParameters(entry.parameters), ...given };

  test('its derivative is that of its value', () => {
    for (const x of INPUTS) {
      const h = 3e-7 * Math.max(1, Math.abs(x));
      const slope = (entry.value(parameters, x + h) - entry.value(parameters, x - h)) / (2 * h);
      expect(entry.derivative(parameters, x), `at ${x}`).toBeCloseTo(slope, 6);
    }
  });

  test('tensors give the same values and gradients', () => {
    tf.tidy(() => {
      const x = tf.tensor1d(INPUTS);
      const apply = (v: tf.Tensor): tf.Tensor => tf.mul(entry.apply(tf, parameters, v, {}), 1);
      const values = apply(x).dataSync();
      const slopes = tf.grad(apply)(x).dataSync();
      for (const [i, input] of INPUTS.entries()) {
        const scale = Math.max(1, Math.abs(input));
        expect(Math.abs(values[i]! - entry.value(parameters, input)) / scale, `at ${input}`).toBeLessThan(
          1e-6,
        );
        expect(Math.abs(slopes[i]! - entry.derivative(parameters, input)), `slope at ${input}`).toBeLessThan(
          2e-6,
        );
      }
    });
  });

  test('stays finite far out and passes NaN on', () => {
    const far = tf.tidy(() => entry.apply(tf, parameters, tf.tensor1d([-1e4, 1e4, NaN]), {}).dataSync());
    expect(Number.isFinite(far[0]!) && Number.isFinite(far[1]!)).toBe(true);
    expect(far[2]).toBeNaN();
  });
});

test('erf keeps its digits where its input is small', () => {
  const erf = activationEntry('erf');
  expect((erf.value({}, 1e-20) / 1e-20) * (Math.sqrt(Math.PI) / 2)).toBeCloseTo(1, 12);
  expect(erf.value({}, -9)).toBe(-1);
});

test('a dead unit’s gradient is 0 at an input of exactly 0', () => {
  const slope = tf.tidy(
    () =>
      tf
        .grad((x) => activations.relu.apply(tf, {}, x, {}))(tf.tensor1d([0]))
        .dataSync()[0],
  );
  expect(slope).toBe(0);
});

test('rrelu draws each slope between its bounds', () => {
  const apply = (noise: number): number =>
    tf.tidy(
      () =>
        activations.rrelu
          .apply(tf, { lower: 0.1, upper: 0.3 }, tf.tensor1d([-10]), { noise: tf.tensor1d([noise]) })
          .dataSync()[0]!,
    );
  expect([apply(0), apply(0.5), apply(1)].map((x) => Number(x.toFixed(5)))).toEqual([-1, -2, -3]);
});

test('normalCdf agrees with tabulated values to 1e-15', () => {
  // Python 3.11: statistics.NormalDist().cdf(x)
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 14);
  expect(normalCdf(-2.5)).toBeCloseTo(0.006209665325776132, 15);
  expect(normalCdf(-8) / 6.220960574271785e-16).toBeCloseTo(1, 10);
  expect(normalCdf(9)).toBe(1);
});
