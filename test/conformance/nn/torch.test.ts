import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openCpu } from '../../../src/engine/cpu';
import { activationEntry } from '../../../src/nn/model';
import { defaultParameters, entryOf } from '../../../src/nn/parameters';
import { layers } from '../../../src/nn/layers/registry';
import type { Layer } from '../../../src/nn/layers/layer';
import { lossEntry } from '../../../src/nn/gradients';
import type { Optimizer } from '../../../src/nn/optimizers/optimizer';
import { optimizers } from '../../../src/nn/optimizers/registry';
import { createState, disposeState } from '../../../src/nn/state';
import { trainStep } from '../../../src/nn/trainStep';
import { sketch } from '../../unit/nn/models';
import { ACTIVATIONS, LAYERS, OPTIMIZERS, normals, uniforms } from './cases';
import { discrepancy, plain, questionnaire, tensorOf, torchMissing } from './torch';
import type { Plain } from './torch';

/** float32 against PyTorch's float64, relative to max(1, |value|). tfjs' erf has an error of 1.5e-7 (gelu). */
const TOLERANCE = 5e-6;

const layerOf = (type: string): Layer => entryOf<Layer>(layers, 'layer', type);
const name = (kind: string, parameters: object): string => `${kind} ${JSON.stringify(parameters)}`;

const torch = questionnaire();

beforeAll(async () => {
  await openCpu();
  if (!torchMissing) torch.ask();
});

describe.skipIf(torchMissing)('activations against PyTorch', () => {
  const cases = ACTIVATIONS.flatMap(([kind, given = {}]) => {
    const entry = activationEntry(kind);
    const parameters = { ...defaultParameters(entry.parameters), ...given };
    const shape = [40, 6];
    const extras: { readonly weight?: Plain; readonly noise?: Plain } = {
      ...(entry.weight && { weight: uniforms('alpha', [6]) }),
      ...(entry.noise && { noise: uniforms('noise', shape) }),
    };
    const question = {
      ask: 'activation',
      name: kind,
      parameters,
      input: normals('x', shape, 3),
      upstream: normals('upstream', shape),
    };
    const asked = [{ ...question, extras }];
    return entry.noise ? [...asked, { ...question, extras: {} }] : asked;
  });
  const answer = torch.add(cases) as (i: number) => { output: Plain; input: Plain; weight?: Plain };

  test.each(cases.map((question, i) => [name(question.name, question.parameters), i] as const))(
    '%s (%i)',
    (_, i) => {
      const { name: kind, parameters, input, upstream, extras } = cases[i]!;
      const { output, input: inputGradient, weight } = answer(i);
      tf.tidy(() => {
        const noise = extras.noise ? { noise: tensorOf(extras.noise) } : {};
        const given = [tensorOf(input), ...(extras.weight ? [tensorOf(extras.weight)] : [])];
        const apply = (x: tf.Tensor, w?: tf.Tensor): tf.Tensor =>
          activationEntry(kind).apply(tf, parameters, x, { ...noise, ...(w && { weight: w }) });
        expect(discrepancy(apply(given[0]!, given[1]), output)).toBeLessThan(TOLERANCE);
        const [dx, dw] = tf.grads((...xs) => apply(xs[0]!, xs[1]))(given, tensorOf(upstream));
        expect(discrepancy(dx!, inputGradient)).toBeLessThan(TOLERANCE);
        if (weight) expect(discrepancy(dw!, weight)).toBeLessThan(TOLERANCE * 10);
      });
    },
  );
});

describe.skipIf(torchMissing)('gains against PyTorch', () => {
  const known = ['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'selu'];
  const answer = torch.add(known.map((kind) => ({ ask: 'gain', name: kind }))) as (i: number) => number;

  test.each(known.map((kind, i) => [kind, i] as const))('%s', (kind, i) => {
    const entry = activationEntry(kind);
    expect(entry.gain(defaultParameters(entry.parameters))).toBeCloseTo(answer(i), 14);
  });
});

describe.skipIf(torchMissing)('fans against PyTorch', () => {
  const kernels = LAYERS.flatMap(([type, given, inputShape]) => {
    const entry = layerOf(type);
    const parameters = { ...defaultParameters(entry.parameters), ...given };
    const kernel = entry.weights(parameters, inputShape).find(({ init }) => init.kind === 'kernel');
    return kernel ? [{ title: name(type, { ...given, inputShape }), kernel }] : [];
  });
  // PyTorch lays a kernel out as [out, in, height, width]
  const answer = torch.add(
    kernels.map(({ kernel: { shape } }) => ({
      ask: 'fans',
      shape: [shape.at(-1), shape.at(-2), ...shape.slice(0, -2)],
    })),
  ) as (i: number) => [number, number];

  test.each(kernels.map(({ title, kernel }, i) => [title, kernel.fans, i] as const))('%s', (_, fans, i) => {
    expect([fans.fanIn, fans.fanOut]).toEqual(answer(i));
  });
});

describe.skipIf(torchMissing)('layers against PyTorch', () => {
  const BATCH = 5;
  const cases = LAYERS.map(([type, given, inputShape, training = true]) => {
    const entry = layerOf(type);
    const parameters = { ...defaultParameters(entry.parameters), ...given };
    const output = entry.outputShape(parameters, inputShape);
    if ('error' in output) throw new Error(output.error);
    const weights = entry.weights(parameters, inputShape).map((w) => [w.name, normals(w.name, w.shape)]);
    const statistics = entry.statistics?.(parameters, inputShape) ?? [];
    return {
      ask: 'layer',
      type,
      parameters,
      training,
      input: normals('input', [BATCH, ...inputShape]),
      upstream: normals('upstream', [BATCH, ...output]),
      weights: Object.fromEntries(weights) as Record<string, Plain>,
      statistics: Object.fromEntries(statistics.map((s) => [s.name, uniforms(s.name, s.shape)])),
    };
  });
  const answer = torch.add(cases) as (i: number) => {
    output: Plain;
    input: Plain;
    weights: Record<string, Plain>;
    statistics: Record<string, Plain>;
  };

  test.each(cases.map((question, i) => [name(question.type, question.parameters), i] as const))(
    '%s (%i)',
    (_, i) => {
      const { type, parameters, training, input, upstream, weights, statistics } = cases[i]!;
      const theirs = answer(i);
      tf.tidy(() => {
        const names = Object.keys(weights);
        const context = {
          tf,
          training,
          statistics: Object.fromEntries(Object.entries(statistics).map(([key, s]) => [key, tensorOf(s)])),
        };
        const run = (x: tf.Tensor, ...w: tf.Tensor[]): ReturnType<Layer['forward']> =>
          layerOf(type).forward(
            { ...context, weights: Object.fromEntries(names.map((key, k) => [key, w[k]!])) },
            parameters,
            x,
          );
        const given = [tensorOf(input), ...Object.values(weights).map((w) => tensorOf(w))];
        const result = run(given[0]!, ...given.slice(1));
        expect(discrepancy(result.output, theirs.output)).toBeLessThan(TOLERANCE);
        for (const [key, statistic] of Object.entries(result.statistics ?? {})) {
          expect(discrepancy(statistic, theirs.statistics[key]!), key).toBeLessThan(TOLERANCE);
        }
        const gradients = tf.grads((...xs) => run(xs[0]!, ...xs.slice(1)).output)(given, tensorOf(upstream));
        expect(discrepancy(gradients[0]!, theirs.input)).toBeLessThan(TOLERANCE);
        for (const [k, key] of names.entries()) {
          expect(discrepancy(gradients[k + 1]!, theirs.weights[key]!), key).toBeLessThan(TOLERANCE * 4);
        }
      });
    },
  );
});

describe.skipIf(torchMissing)('losses against PyTorch', () => {
  const labels = { shape: [6], values: [0, 3, 2, 1, 3, 0] };
  const cases = [
    { ask: 'loss', name: 'softmaxCrossEntropy', outputs: normals('z', [6, 4]), targets: labels },
    { ask: 'loss', name: 'softmaxCrossEntropy', outputs: normals('z', [6, 4], 300), targets: labels },
    { ask: 'loss', name: 'meanSquaredError', outputs: normals('y', [6, 3]), targets: normals('t', [6, 3]) },
  ];
  const answer = torch.add(cases) as (i: number) => { loss: number; gradient: Plain };

  test.each([0, 1, 2])('case %i', (i) => {
    const { name: kind, outputs, targets } = cases[i]!;
    const { loss, gradient } = answer(i);
    tf.tidy(() => {
      const entry = lossEntry(kind);
      const wanted = tensorOf(targets, entry.targets === 'classes' ? 'int32' : 'float32');
      const value = (y: tf.Tensor): tf.Tensor => entry.value(tf, y, wanted);
      expect(value(tensorOf(outputs)).dataSync()[0]).toBeCloseTo(loss, loss > 10 ? 3 : 6);
      expect(discrepancy(tf.grad(value)(tensorOf(outputs)), gradient)).toBeLessThan(TOLERANCE);
    });
  });
});

describe.skipIf(torchMissing)('20 training steps against PyTorch', () => {
  const STEPS = 20;
  const model = sketch(
    [8],
    [
      ['dense', { units: 10 }, 'tanh'],
      ['dense', { units: 4 }],
    ],
  );
  const weights: Record<string, Plain> = {
    'dense_1/kernel': normals('k1', [8, 10], 0.4),
    'dense_1/bias': normals('b1', [10], 0.1),
    'dense_2/kernel': normals('k2', [10, 4], 0.4),
    'dense_2/bias': normals('b2', [4], 0.1),
  };
  const data = {
    inputs: normals('inputs', [12, 8]),
    targets: { shape: [12], values: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] },
  };
  const cases = OPTIMIZERS.map(([kind, given, clipping]) => {
    const entry = entryOf<Optimizer>(optimizers, 'optimizer', kind);
    const parameters = { ...defaultParameters(entry.parameters), learningRate: 0, ...given };
    return { ask: 'training', optimizer: kind, parameters, clipping, steps: STEPS, weights, ...data };
  });
  const answer = torch.add(cases) as (i: number) => { losses: number[]; weights: Record<string, Plain> };

  test.each(cases.map((c, i) => [name(c.optimizer, { ...c.parameters, ...c.clipping }), i] as const))(
    '%s (%i)',
    (_, i) => {
      const { optimizer, parameters, clipping } = cases[i]!;
      const plan = {
        model,
        loss: 'softmaxCrossEntropy',
        optimizer: { name: optimizer, parameters },
        clipping,
      };
      const initial = Object.entries(weights).map(([path, { shape, values }]) => [
        path,
        { shape, values: Float32Array.from(values) },
      ]);
      let state = createState(tf, model, plan, Object.fromEntries(initial) as never);
      const inputs = tensorOf(data.inputs);
      const targets = tensorOf(data.targets, 'int32');
      const seen: number[] = [];
      for (let step = 0; step < STEPS; step++) {
        const result = trainStep(tf, plan, state, { inputs, targets, noise: {} });
        disposeState(state);
        state = result.state;
        seen.push(result.loss.dataSync()[0]!);
      }
      const { losses, weights: theirs } = answer(i);
      expect(losses.at(-1)).toBeLessThan(losses[0]!);
      expect(Math.max(...losses.map((loss, k) => Math.abs(loss - seen[k]!)))).toBeLessThan(1e-5);
      for (const [path, tensor] of Object.entries(state.weights)) {
        expect(discrepancy(tensor, theirs[path]!), path).toBeLessThan(2e-5);
        expect(plain(tensor).values).not.toEqual(weights[path]!.values);
      }
    },
  );
});
