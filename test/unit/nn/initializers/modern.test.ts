import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { initialize } from '../../../../src/nn/initialize';
import { initializers } from '../../../../src/nn/initializers/registry';
import type { Initializer } from '../../../../src/nn/initializers/initializer';
import { placesOf } from '../../../../src/nn/place';
import { createStream } from '../../../../src/random/stream';
import { everywhere, sketch } from '../models';
import type { LayerSketch } from '../models';

const entry = (name: keyof typeof initializers): Initializer => initializers[name];
const site = (fanIn: number, fanOut: number) => ({ shape: [fanIn, fanOut], fanIn, fanOut });
const meanSquare = (values: Float32Array): number =>
  values.reduce((sum, x) => sum + x * x, 0) / values.length;

const block: LayerSketch[] = [
  ['dense', { units: 64 }, 'relu'],
  ['dense', { units: 64 }],
  ['residual', {}, 'relu', 2],
];
const network = sketch(
  [20],
  [['dense', { units: 64 }, 'relu'], ...block, ...block, ...block, ['dense', { units: 10 }]],
);

describe('places', () => {
  test('tell first and last layer, blocks, and the end of a branch', () => {
    const places = placesOf(network.layers);
    expect(places.get('dense_1')).toEqual({ first: true, last: false, blocks: 3 });
    expect(places.get('dense_4')).toEqual({
      first: false,
      last: false,
      blocks: 3,
      branch: { layers: 2, last: false },
    });
    expect(places.get('dense_7')?.branch).toEqual({ layers: 2, last: true });
    expect(places.get('dense_8')).toEqual({ first: false, last: true, blocks: 3 });
  });
});

describe('fixup', () => {
  const drawn = initialize(network, everywhere(network, 'fixup'), 1);
  const variance = (layer: string): number => meanSquare(drawn[`${layer}/kernel`]!.values);

  test('ends every branch and the network with zeros', () => {
    for (const layer of ['dense_3', 'dense_5', 'dense_7', 'dense_8']) expect(variance(layer), layer).toBe(0);
  });

  test('scales branches of two layers by 1/√blocks, and leaves the rest to He', () => {
    expect(variance('dense_2') / (2 / 64 / 3)).toBeCloseTo(1, 1);
    expect(variance('dense_6') / (2 / 64 / 3)).toBeCloseTo(1, 1);
    expect(variance('dense_1') / (2 / 20)).toBeGreaterThan(0.85);
    expect(variance('dense_1') / (2 / 20)).toBeLessThan(1.15);
  });
});

describe('zerO', () => {
  const draw = (shape: number[]): number[] => [
    ...entry('zerO').draw({}, { shape, fanIn: 1, fanOut: 1 }, createStream(0, 'w')),
  ];

  test('is the identity, cut, where a layer does not widen', () => {
    expect(draw([3, 2])).toEqual([1, 0, 0, 1, 0, 0]);
  });

  test('is a scaled Hadamard transform where it does', () => {
    // torch layout: eye(3, 4) H₄ eye(4, 2) / 2; ours is the transpose, [in, out]
    expect(draw([2, 3])).toEqual([0.5, 0.5, 0.5, 0.5, -0.5, 0.5]);
    const wide = draw([4, 8]);
    const product = (a: number, b: number): number =>
      Array.from({ length: 8 }, (_, o) => wide[a * 8 + o]! * wide[b * 8 + o]!).reduce((x, y) => x + y);
    expect(product(0, 0)).toBeCloseTo(1, 6);
    expect(product(1, 3)).toBeCloseTo(0, 6);
  });

  test('puts both into the centre tap of a convolution', () => {
    const values = draw([3, 3, 2, 2]);
    expect(values.slice(16, 20)).toEqual([1, 0, 0, 1]);
    expect(values.filter((x) => x !== 0)).toHaveLength(2);
  });
});

describe('deltaOrthogonal', () => {
  test('is orthogonal in the centre tap and 0 elsewhere', () => {
    const shape = [3, 3, 4, 6];
    const values = entry('deltaOrthogonal').draw(
      { gain: 2 },
      { shape, fanIn: 36, fanOut: 54 },
      createStream(1, 'w'),
    );
    expect(values.filter((x) => x !== 0)).toHaveLength(24);
    const tap = values.subarray(4 * 24, 5 * 24);
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 4; b++) {
        const product = Array.from({ length: 6 }, (_, o) => tap[a * 6 + o]! * tap[b * 6 + o]!).reduce(
          (x, y) => x + y,
        );
        expect(product).toBeCloseTo(a === b ? 4 : 0, 5);
      }
    const { variance } = entry('deltaOrthogonal').moments({ gain: 2 }, { shape, fanIn: 36, fanOut: 54 });
    expect(meanSquare(values) / variance).toBeCloseTo(1, 5);
  });
});

describe('sparse', () => {
  test('leaves every unit the same number of inputs', () => {
    const values = entry('sparse').draw({ sparsity: 0.7, stddev: 2 }, site(50, 30), createStream(1, 'w'));
    for (let unit = 0; unit < 30; unit++)
      expect(
        Array.from({ length: 50 }, (_, i) => values[i * 30 + unit]!).filter((x) => x !== 0),
      ).toHaveLength(15);
  });
});

describe('siren', () => {
  test('spans 1/fan-in in the first layer and √(6/fan-in)/ω in the others', () => {
    const deep = sketch(
      [2],
      [
        ['dense', { units: 256 }, 'sine'],
        ['dense', { units: 256 }, 'sine'],
        ['dense', { units: 1 }],
      ],
    );
    const drawn = initialize(deep, everywhere(deep, 'siren', { omega: 30 }), 3);
    const largest = (layer: string): number => Math.max(...drawn[`${layer}/kernel`]!.values.map(Math.abs));
    expect(largest('dense_1') / 0.5).toBeCloseTo(1, 1);
    expect(largest('dense_2') / (Math.sqrt(6 / 256) / 30)).toBeCloseTo(1, 2);
  });
});

describe('randomizedAsymmetric', () => {
  test('replaces one entry of each unit’s weights and bias, the bias in its share of units', () => {
    const units = 20000;
    const model = sketch([2], [['dense', { units }]]);
    const { layers } = everywhere(model, 'randomizedAsymmetric');
    layers['dense_1'] = { kernel: layers['dense_1']!.kernel, bias: layers['dense_1']!.kernel };
    const drawn = initialize(model, { layers }, 5);
    const [kernel, bias] = [drawn['dense_1/kernel']!.values, drawn['dense_1/bias']!.values];
    for (const [values, fans] of [
      [kernel, { shape: [2, units], fanIn: 2, fanOut: units }],
      [bias, { shape: [units], fanIn: 2, fanOut: units }],
    ] as const) {
      const { mean, variance } = entry('randomizedAsymmetric').moments({}, fans);
      const found = values.reduce((sum, x) => sum + x, 0) / values.length;
      expect(Math.abs(found - mean)).toBeLessThan(3 * Math.sqrt(variance / values.length));
      expect(meanSquare(values) / (variance + mean ** 2)).toBeCloseTo(1, 1);
    }
    // of the sum over a unit's three entries exactly one is Beta(2, 1): mean 2/3
    const sums = Array.from({ length: units }, (_, u) => kernel[u]! + kernel[units + u]! + bias[u]!);
    expect(sums.reduce((sum, x) => sum + x, 0) / units).toBeCloseTo(2 / 3, 1);
  });
});

const ORACLE = '../shared/oracles/orthogonal_rai_siren_batchgrad.json';

describe.skipIf(!existsSync(ORACLE))('orthogonal_rai_siren_batchgrad.json', () => {
  test('E[a²] of ten ReLU layers of width 64 under the randomized asymmetric initialisation', () => {
    const { RAI } = JSON.parse(readFileSync(ORACLE, 'utf8')) as {
      RAI: { E_post_act_m2_by_layer_width64: number[] };
    };
    const model = sketch(
      [64],
      Array.from({ length: 10 }, () => ['dense', { units: 64 }, 'relu']),
    );
    const { layers } = everywhere(model, 'randomizedAsymmetric');
    for (const [name, { kernel }] of Object.entries(layers)) layers[name] = { kernel, bias: kernel };
    const moments = new Float64Array(10);
    const SEEDS = 60;
    for (let seed = 0; seed < SEEDS; seed++) {
      const drawn = initialize(model, { layers }, seed);
      // the oracle's inputs are not negative: E[x²] = 1
      const stream = createStream(seed, 'x');
      let x = Float64Array.from({ length: 64 }, () => Math.abs(stream.normal()));
      for (let layer = 0; layer < 10; layer++) {
        const w = drawn[`dense_${layer + 1}/kernel`]!.values;
        const b = drawn[`dense_${layer + 1}/bias`]!.values;
        const next = Float64Array.from(b);
        for (let i = 0; i < 64; i++) for (let o = 0; o < 64; o++) next[o]! += w[i * 64 + o]! * x[i]!;
        x = next.map((h) => Math.max(0, h));
        moments[layer]! += x.reduce((sum, a) => sum + a * a, 0) / 64 / SEEDS;
      }
    }
    for (const [layer, expected] of RAI.E_post_act_m2_by_layer_width64.entries())
      expect(Math.abs(Math.log(moments[layer]! / expected)), `layer ${layer + 1}`).toBeLessThan(0.15);
  });
});
