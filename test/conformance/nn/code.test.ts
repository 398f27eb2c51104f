import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { canImport } from '../../../scripts/test/python';
import { openCpu } from '../../../src/engine/cpu';
import type { Framework } from '../../../src/nn/code/code';
import { codeWriters } from '../../../src/nn/code/registry';
import { initialize } from '../../../src/nn/initialize';
import type { HostTensor } from '../../../src/nn/initialize';
import type { Initializer } from '../../../src/nn/initializers/initializer';
import { initializers } from '../../../src/nn/initializers/registry';
import type { ModelSpec } from '../../../src/nn/layers/layer';
import { forward, statisticsOf, weightsOf } from '../../../src/nn/model';
import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import type { Parameters } from '../../../src/nn/parameters';
import { placesOf } from '../../../src/nn/place';
import { sizeOf } from '../../../src/nn/shape';
import { everywhere, sketch } from '../../unit/nn/models';
import type { LayerSketch } from '../../unit/nn/models';
import { ACTIVATIONS, normals } from './cases';

/** The Pythons to run generated code in; Keras is on no machine by default, so its own has to be named. */
const PYTHONS: Readonly<Record<Framework, string>> = {
  pytorch: process.env['INITSCOPE_TORCH_PYTHON'] ?? '/usr/bin/python3',
  keras: process.env['INITSCOPE_KERAS_PYTHON'] ?? '/usr/bin/python3',
};
const MODULES: Readonly<Record<Framework, string>> = { pytorch: 'torch', keras: 'keras' };

const isMissing = (framework: Framework): boolean => !canImport(PYTHONS[framework], MODULES[framework]);

interface Case {
  readonly title: string;
  readonly model: ModelSpec;
  readonly initializer: string;
  readonly parameters?: Parameters;
}

/** Convolutions and pools with every kind of padding, normalisations, and a residual block. */
const IMAGES: readonly LayerSketch[] = [
  ['conv2d', { filters: 6, padding: 'same', strides: 2 }, 'relu'],
  ['batchNorm'],
  ['conv2d', { filters: 6, kernelSize: 3, padding: 'same', useBias: false }, 'prelu'],
  ['residual', {}, 'relu', 1],
  ['layerNorm', {}],
  ['maxPool2d', { poolSize: 3, strides: 2, padding: 'same' }],
  ['avgPool2d', { poolSize: 2, strides: 1, padding: 'same' }],
  ['avgPool2d', { poolSize: 3, strides: 2, padding: 'same' }],
  ['flatten'],
  ['dropout', { rate: 0.3 }],
  ['dense', { units: 8 }, 'tanh'],
  ['batchNorm', { momentum: 0.9, epsilon: 1e-5 }],
  ['stopGradient'],
  ['dense', { units: 3 }],
];

const images: Case = {
  title: 'every layer on images',
  model: sketch([13, 11, 2], IMAGES),
  initializer: 'heNormal',
};

const activated = ACTIVATIONS.map(([name, given = {}]): Case => {
  const model = sketch(
    [6],
    [
      ['dense', { units: 5 }, name],
      ['activation', {}, name],
      ['dense', { units: 2 }],
    ],
  );
  const layers = model.layers.map((layer) =>
    layer.activation === undefined
      ? layer
      : {
          ...layer,
          activation: { name, parameters: { ...layer.activation.parameters, ...given } },
        },
  );
  return {
    title: `activation ${name} ${JSON.stringify(given)}`,
    model: { ...model, layers },
    initializer: 'glorotUniform',
  };
});

const dense = sketch(
  [96],
  [
    ['dense', { units: 128 }, 'relu'],
    ['dense', { units: 64 }, 'relu'],
    ['dense', { units: 40 }],
  ],
);
const convolved = sketch(
  [9, 9, 16],
  [
    ['conv2d', { filters: 24 }, 'relu'],
    ['conv2d', { filters: 16 }, 'relu'],
    ['flatten'],
    ['dense', { units: 4 }],
  ],
);
const drawn = Object.keys(initializers).flatMap((initializer) =>
  [dense, convolved].map((model): Case => ({
    title: `initializer ${initializer}, ${model === dense ? 'dense' : 'convolutional'}`,
    model,
    initializer,
  })),
);
const CASES: readonly Case[] = [images, ...activated, ...drawn];

const entryFor = (name: string): Initializer => entryOf<Initializer>(initializers, 'initializer', name);

const choiceOf = ({ model, initializer, parameters = {} }: Case) => {
  const entry = entryFor(initializer);
  const spec = { name: initializer, parameters: { ...defaultParameters(entry.parameters), ...parameters } };
  const { layers } = everywhere(model, initializer, spec.parameters);
  if (entry.bias === undefined) return { label: initializer, layers };
  return {
    label: initializer,
    layers: Object.fromEntries(Object.keys(layers).map((name) => [name, { kernel: spec, bias: spec }])),
  };
};

/** Other values than drawn, so that biases and statistics count too. */
const filled = (path: string, shape: readonly number[], positive = false): HostTensor => ({
  shape,
  values: Float32Array.from(normals(path, shape, 0.3).values, (value) =>
    positive ? Math.abs(value) + 0.5 : value,
  ),
});

const plain = ({ shape, values }: HostTensor) => ({ shape, values: [...values] });

interface Answer {
  readonly parameters: number;
  readonly drawn: Readonly<Record<string, readonly [mean: number, sd: number]>>;
  readonly outputs: readonly number[];
}

function ask(framework: Framework, cases: readonly Case[]): readonly Answer[] {
  const script = fileURLToPath(new URL('generated_code.py', import.meta.url));
  const questions = cases.map((one) => ({
    framework,
    code: codeWriters[framework]({ model: one.model, initializer: choiceOf(one), name: 'test' }),
    weights: weightsFor(one),
    statistics: statisticsFor(one),
    inputs: inputsFor(one),
  }));
  const { status, stdout, stderr } = spawnSync(PYTHONS[framework], [script], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${framework} code failed:\n${stderr}`);
  return JSON.parse(stdout) as Answer[];
}

const tensorsOf = (
  of: readonly { readonly path: string; readonly spec: { readonly shape: readonly number[] } }[],
) =>
  Object.fromEntries(
    of.map(({ path, spec }) => [path, plain(filled(path, spec.shape, path.endsWith('/variance')))]),
  );
const weightsFor = ({ model }: Case) => tensorsOf(weightsOf(model));
const statisticsFor = ({ model }: Case) => tensorsOf(statisticsOf(model));
const inputsFor = ({ model }: Case) => normals('inputs', [3, ...model.inputShape]);

beforeAll(() => openCpu());

describe.each(['pytorch', 'keras'] as const)('%s code', (framework) => {
  const missing = isMissing(framework);
  if (missing) console.warn(`SKIPPED: ${PYTHONS[framework]} cannot import ${MODULES[framework]}`);
  let answers: readonly Answer[] = [];
  beforeAll(() => {
    if (!missing) answers = ask(framework, CASES);
  });

  test.skipIf(missing).each(CASES.map((one, index) => [one.title, one, index] as const))(
    'makes the same network of %s',
    (_, one, index) => {
      const { model } = one;
      const answer = answers[index]!;
      const sizes = weightsOf(model).map(({ spec }) => sizeOf(spec.shape));
      expect(answer.parameters).toBe(sizes.reduce((sum, size) => sum + size, 0));
      const outputs = tf.tidy(() => {
        const tensors = (given: Readonly<Record<string, { shape: readonly number[]; values: number[] }>>) =>
          Object.fromEntries(
            Object.entries(given).map(([path, { shape, values }]) => [path, tf.tensor(values, [...shape])]),
          );
        const { shape, values } = inputsFor(one);
        return forward(
          tf,
          model,
          {
            weights: tensors(weightsFor(one)),
            statistics: tensors(statisticsFor(one)),
            inputs: tf.tensor([...values], [...shape]),
          },
          { training: false },
        ).outputs.dataSync();
      });
      const scale = Math.max(1, ...outputs.map(Math.abs));
      answer.outputs.forEach((value, i) => expect(Math.abs(value - outputs[i]!) / scale).toBeLessThan(2e-5));
      expect(answer.outputs).toHaveLength(outputs.length);
    },
  );

  test
    .skipIf(missing)
    .each(drawn.map((one, index) => [one.title, one, index + CASES.length - drawn.length] as const))(
    'draws from the same distribution: %s',
    (_, one, index) => {
      const { model, initializer } = one;
      const places = placesOf(model.layers);
      const choice = choiceOf(one);
      const ours = initialize(model, choice, 1);
      for (const { path, layer, spec } of weightsOf(model)) {
        if (spec.init.kind !== 'kernel') continue;
        const [mean, sd] = answers[index]!.drawn[path]!;
        const place = places.get(layer.name);
        const site = { shape: spec.shape, ...spec.fans, ...(place && { place }) };
        const entry = entryFor(initializer);
        const known = entry.moments(choice.layers[layer.name]!.kernel.parameters, site);
        // of a few thousand draws, and of InitScope's own where the moments are those over entries
        const size = sizeOf(spec.shape);
        const expected = Math.sqrt(known.variance);
        const error = 5 / Math.sqrt(size);
        expect(Math.abs(sd - expected), `${path}: ${sd} for ${expected}`).toBeLessThanOrEqual(
          expected * error + 1e-7,
        );
        expect(Math.abs(mean - known.mean), `${path}: ${mean} for ${known.mean}`).toBeLessThanOrEqual(
          expected * error + 1e-7,
        );
        expect(ours[path]!.values).toHaveLength(size);
      }
    },
  );
});

test('the code of every network compiles as Python', () => {
  const codes = CASES.flatMap((one) =>
    (['pytorch', 'keras'] as const).map((framework) =>
      codeWriters[framework]({
        model: one.model,
        initializer: choiceOf(one),
        name: 'a "name"\nof two lines',
      }),
    ),
  );
  const { status, stderr } = spawnSync(
    'python3',
    ['-c', 'import json, sys; [compile(code, "code", "exec") for code in json.load(sys.stdin)]'],
    { input: JSON.stringify(codes), encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
});
