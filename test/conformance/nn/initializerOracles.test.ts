import { describe, expect, test } from 'vitest';
import { orthogonal } from '../../../src/nn/initializers/structured';
import type { Initializer, WeightSite } from '../../../src/nn/initializers/initializer';
import { initializers } from '../../../src/nn/initializers/registry';
import { activationEntry } from '../../../src/nn/model';
import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import type { Parameters } from '../../../src/nn/parameters';
import { createStream } from '../../../src/random/stream';
import { oracle, oraclesMissing } from './oracles';

const entry = (name: string): Initializer => entryOf<Initializer>(initializers, 'initializer', name);
const variance = (name: string, site: WeightSite, given: Parameters = {}): number =>
  entry(name).moments({ ...defaultParameters(entry(name).parameters), ...given }, site).variance;
const largest = (name: string, site: WeightSite, given: Parameters = {}): number =>
  entry(name)
    .draw({ ...defaultParameters(entry(name).parameters), ...given }, site, createStream(0, name))
    .reduce((most, x) => Math.max(most, Math.abs(x)), 0);

interface Shape {
  readonly keras_shape: number[];
  readonly keras_fan: [number, number];
  readonly torch_fan?: [number, number];
  readonly vs: Record<string, { keras_var: number; keras_bound: number; tfjs_var: number }>;
  readonly torch?: Record<string, { var: number; bound?: number }>;
}

const FAMILIES = ['glorot', 'he', 'lecun'];
const PYTORCH: Readonly<Record<string, readonly [name: string, given?: Parameters]>> = {
  'xavier_normal(gain1)': ['xavierNormal'],
  'xavier_uniform(gain1)': ['xavierUniform'],
  'kaiming_normal default(a=0,fan_in,leaky_relu)': ['kaimingNormal'],
  'kaiming_normal fan_out relu': ['kaimingNormal', { mode: 'fanOut', nonlinearity: 'relu' }],
  'kaiming_uniform default': ['kaimingUniform'],
  'Linear/Conv default weight kaiming_uniform(a=sqrt5)': ['pytorchDefault'],
};

describe.skipIf(oraclesMissing)('initializer_variances.json', () => {
  const { shapes } = (oracle('initializer_variances') ?? { shapes: {} }) as { shapes: Record<string, Shape> };

  test.each(Object.entries(shapes))('%s', (_, shape) => {
    const site = (fans: [number, number]): WeightSite => ({
      shape: shape.keras_shape,
      fanIn: fans[0],
      fanOut: fans[1],
    });
    const keras = site(shape.keras_fan);
    for (const family of FAMILIES) {
      const normal = shape.vs[`${family}_normal`]!;
      const uniform = shape.vs[`${family}_uniform`]!;
      expect(variance(`${family}Normal`, keras) / normal.keras_var).toBeCloseTo(1, 12);
      expect(variance(`${family}Uniform`, keras) / uniform.keras_var).toBeCloseTo(1, 12);
      expect(largest(`${family}Normal`, keras)).toBeLessThanOrEqual(normal.keras_bound * (1 + 1e-7));
      expect(largest(`${family}Uniform`, keras)).toBeLessThanOrEqual(uniform.keras_bound * (1 + 1e-7));
      if (keras.shape.length > 1) {
        const uncorrected = variance(`${family}NormalUncorrected`, keras);
        expect(uncorrected / normal.tfjs_var).toBeCloseTo(1, 12);
      }
    }
    for (const [title, [name, given]] of Object.entries(PYTORCH)) {
      const expected = shape.torch?.[title];
      if (expected === undefined || shape.torch_fan === undefined) continue;
      const torch = site(shape.torch_fan);
      expect(variance(name, torch, given) / expected.var, title).toBeCloseTo(1, 12);
      if (expected.bound !== undefined) {
        expect(largest(name, torch, given), title).toBeLessThanOrEqual(expected.bound * (1 + 1e-7));
      }
    }
    const bias = shape.torch?.['Linear/Conv default bias'];
    if (bias && shape.torch_fan) {
      const stated = entry('pytorchDefault').bias!.moments({}, site(shape.torch_fan));
      expect(stated.variance / bias.var).toBeCloseTo(1, 12);
    }
  });
});

const OURS: Readonly<Record<string, readonly [name: string, given?: Parameters]>> = {
  linear: ['linear'],
  relu: ['relu'],
  'leaky_relu_0.01': ['leakyRelu'],
  'leaky_relu_0.2': ['leakyRelu', { slope: 0.2 }],
  'leaky_relu_0.3': ['prelu', { initial: 0.3 }],
  tanh: ['tanh'],
  sigmoid: ['sigmoid'],
  elu: ['elu'],
  selu: ['selu'],
  gelu: ['gelu'],
  swish: ['swish'],
  softplus: ['softplus'],
  mish: ['mish'],
  softsign: ['softsign'],
  erf: ['erf'],
  hard_sigmoid_tfjs: ['hardSigmoid'],
  sin: ['sine', { omega: 1 }],
};

describe.skipIf(oraclesMissing)('gains.json: PyTorch’s gain, else 1/√E[φ²]', () => {
  const { gains } = (oracle('gains') ?? { gains: {} }) as {
    gains: Record<string, { pytorch_gain: number | null; forward_gain_q1: number }>;
  };

  test.each(Object.entries(OURS))('%s', (title, [name, given]) => {
    const { pytorch_gain, forward_gain_q1 } = gains[title]!;
    const activation = activationEntry(name);
    const gain = activation.gain({ ...defaultParameters(activation.parameters), ...given });
    expect(gain).toBeCloseTo(pytorch_gain ?? forward_gain_q1, 10);
  });
});

describe.skipIf(oraclesMissing)('orthogonal_rai_siren_batchgrad.json, orthogonal', () => {
  const found = oracle('orthogonal_rai_siren_batchgrad') as
    | {
        orthogonal: {
          rows: { fan_in: number; fan_out: number; var_w_pred: number; q_over_E2_pred: number }[];
        };
      }
    | undefined;

  test.each(found?.orthogonal.rows ?? [])(
    '$fan_in → $fan_out',
    ({ fan_in, fan_out, var_w_pred, q_over_E2_pred }) => {
      const site = { shape: [fan_in, fan_out], fanIn: fan_in, fanOut: fan_out };
      const w = orthogonal.draw({ gain: 1 }, site, createStream(0, 'w'));
      const meanSquare = w.reduce((sum, x) => sum + x * x, 0) / w.length;
      expect(meanSquare / var_w_pred).toBeCloseTo(1, 5);
      expect(orthogonal.moments({ gain: 1 }, site).variance / var_w_pred).toBeCloseTo(1, 12);

      const stream = createStream(0, 'x');
      let [outputs, inputs] = [0, 0];
      for (let sample = 0; sample < 100; sample++) {
        const x = Array.from({ length: fan_in }, () => stream.normal());
        inputs += x.reduce((sum, v) => sum + v * v, 0) / fan_in;
        for (let j = 0; j < fan_out; j++) {
          outputs += x.reduce((sum, v, i) => sum + v * w[i * fan_out + j]!, 0) ** 2 / fan_out;
        }
      }
      expect(outputs / inputs / q_over_E2_pred).toBeGreaterThan(0.85);
      expect(outputs / inputs / q_over_E2_pred).toBeLessThan(1.15);
    },
  );
});
