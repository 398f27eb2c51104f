import { healthSpec } from '../../../../src/health/registry';
import { describe, expect, it } from 'vitest';
import { config, experimentOf, linesOf } from '../config';

describe('the dataset section', () => {
  const dataset = (text: string): unknown =>
    experimentOf(config({ dataset: text, layers: '[flatten, dense: 10]' })).dataset;

  it('takes parameters of a synthetic set, and splits by share or count', () => {
    const text = config({
      dataset: '{source: {spiral: {noise: 0.1, classes: 3}}, validation: 0.25, normalization: standardize}',
      layers: '[dense: 3]',
    });
    expect(experimentOf(text).dataset).toMatchObject({
      source: 'spiral',
      parameters: { noise: 0.1, classes: 3, samples: 1000 },
      validation: { kind: 'fraction', fraction: 0.25 },
      normalization: 'standardize',
    });
    expect(dataset('{source: mnist-embedded, validation: 500, trainSize: 100}')).toMatchObject({
      validation: { kind: 'count', count: 500 },
      trainSize: 100,
    });
    expect(dataset('{source: mnist-embedded, validation: 500, held: first}')).toMatchObject({
      held: 'first',
    });
    expect(dataset('{source: mnist-embedded, validation: 500, held: random}')).not.toHaveProperty('held');
  });

  it('resolves a path from the folder of the config, and predicts values by mean squared error', () => {
    for (const source of [
      './prices.csv',
      'prices.csv',
      '{source: {local: {path: prices.csv, target: values}}}',
    ]) {
      const experiment = experimentOf(config({ dataset: source, layers: '[dense: 3]' }));
      expect(experiment.dataset.source).toBe('/configs/prices.csv');
      expect(experiment.dataset.parameters).not.toHaveProperty('path');
      expect(experiment.training.loss).toBe('meanSquaredError');
    }
  });

  it('has no use for more outputs than values', () => {
    expect(linesOf(config({ dataset: './prices.csv', layers: '[dense: 4]' }))).toEqual([
      '2:25 too-wide: dense_1 ends the model with 4 outputs, but prices.csv has only 3 value(s) → 3',
    ]);
  });
});

describe('the model section', () => {
  const activations = (layers: string, model?: string): unknown[] =>
    experimentOf(config({ layers, ...(model === undefined ? {} : { model }) })).model.layers.map(
      ({ activation }) => activation?.name,
    );

  it('gives the activation of the model to all but the last layer with weights', () => {
    expect(activations('[conv2d: 4, flatten, dense: 16, dense: 10]')).toEqual([
      'relu',
      undefined,
      'relu',
      undefined,
    ]);
    expect(activations('[flatten, dense: 16, dense: 10]', ', activation: tanh')).toEqual([
      undefined,
      'tanh',
      undefined,
    ]);
  });

  it('lets a layer choose its own', () => {
    expect(
      activations(
        '[flatten, dense: {units: 16, activation: {leakyRelu: {slope: 0.2}}}, dense: {units: 10, activation: sigmoid}]',
      ),
    ).toEqual([undefined, 'leakyRelu', 'sigmoid']);
    expect(
      activations('[flatten, dense: {units: 16, activation: linear}, activation: {elu: {}}, dense: 10]'),
    ).toEqual([undefined, undefined, 'elu', undefined]);
  });

  it('counts layers by type, those with names too', () => {
    const { layers } = experimentOf(
      config({ layers: '[flatten, dense: {units: 4, name: first}, dense: 4, dense: 10]' }),
    ).model;
    expect(layers.map(({ name }) => name)).toEqual(['flatten_1', 'first', 'dense_2', 'dense_3']);
  });

  it('keeps to a layer what is its own', () => {
    const { layers } = experimentOf(
      config({ layers: '[flatten, dense: {units: 10, name: a, initializer: zeros, activation: linear}]' }),
    ).model;
    expect(layers[1]?.parameters).toEqual({ units: 10, useBias: true });
  });
});

describe('the initializers section', () => {
  const kernels = (text: string): unknown =>
    experimentOf(text).initializers.map(({ label, layers }) => [
      label,
      Object.fromEntries(Object.entries(layers).map(([name, { kernel }]) => [name, kernel.name])),
    ]);

  it('names an initializer by what the config says of it', () => {
    const initializers =
      '[zeros, randomNormal: {stddev: 0.01}, varianceScaling: {mode: fanOut, scale: 2}, {heNormal: , label: He}]';
    expect(experimentOf(config({ initializers })).initializers.map(({ label }) => label)).toEqual([
      'zeros',
      'randomNormal(stddev=0.01)',
      'varianceScaling(mode=fanOut, scale=2)',
      'He',
    ]);
  });

  it('assigns by pattern, the most specific first, an override of the model before all', () => {
    const text = config({
      layers:
        '[flatten, dense: {units: 8, name: a_1}, dense: {units: 8, name: a_2}, dense: 8, dense: {units: 10, initializer: ones}]',
      initializers: '[{label: mix, layers: {"*": zeros, a_2: heNormal, "a_*": orthogonal}}, heUniform]',
    });
    expect(kernels(text)).toEqual([
      ['mix', { a_1: 'orthogonal', a_2: 'heNormal', dense_3: 'zeros', dense_4: 'ones' }],
      ['heUniform', { a_1: 'heUniform', a_2: 'heUniform', dense_3: 'heUniform', dense_4: 'ones' }],
    ]);
  });

  it('draws biases by layer, model, convention, else as zeros', () => {
    const biases = (model: string, layer = ''): unknown =>
      experimentOf(
        config({
          layers: `[flatten, dense: {units: 10${layer}}]`,
          model,
          initializers: '[heNormal, pytorchDefault]',
        }),
      ).initializers.map(({ layers }) => layers['dense_1']?.bias.name);
    expect(biases('')).toEqual(['zeros', 'pytorchDefault']);
    expect(biases(', biasInitializer: ones')).toEqual(['ones', 'ones']);
    expect(biases(', biasInitializer: ones', ', biasInitializer: {constant: {value: -1}}')).toEqual([
      'constant',
      'constant',
    ]);
  });
});

describe('frozen layers', () => {
  const layers = '[flatten, dense: 16, batchNorm, dense: 12, dense: 10]';
  const frozen = (training: string, written = layers): string[] =>
    experimentOf(config({ layers: written, rest: `training: {${training}}` })).model.layers.flatMap(
      (layer) => (layer.frozen ? [layer.name] : []),
    );

  it('are those that freeze matches, or trainable does not, and those before a stop', () => {
    expect(frozen('freeze: [dense_1, batch*]')).toEqual(['dense_1', 'batchNorm_1']);
    expect(frozen('freeze: dense_2')).toEqual(['dense_2']);
    expect(frozen('trainable: [dense_2, dense_3]')).toEqual(['flatten_1', 'dense_1', 'batchNorm_1']);
    expect(frozen('epochs: 1', '[flatten, dense: 16, stopGradient, dense: 10]')).toEqual([
      'flatten_1',
      'dense_1',
    ]);
    expect(frozen('epochs: 1')).toEqual([]);
  });

  it.each([
    ['freeze: dense_9', 'unknown-layer: no layer is called "dense_9"; did you mean "dense_1"? → dense_1'],
    ['freeze: [flatten_1]', 'unknown-layer: "flatten_1" has no weights to freeze'],
    ['freeze: "*"', 'nothing-to-train: every layer with weights is frozen: there is nothing to train'],
    ['freeze: dense_1, trainable: dense_2', 'conflict: "trainable" excludes "freeze"'],
  ])('%s is a mistake', (training, problem) => {
    const [found, ...others] = linesOf(config({ layers, rest: `training: {${training}}` }));
    expect(found).toContain(problem);
    expect(others).toEqual([]);
  });
});

describe('the health section', () => {
  it('is left out of the experiment where the config has none', () => {
    expect(experimentOf(config({})).health).toBeUndefined();
  });

  it('holds what it changes, the rest of a rule by its defaults', () => {
    const rest = 'health: {deadUnits: {share: 0.9, action: stopInitializer}, overfitting: false}';
    expect(experimentOf(config({ rest })).health).toEqual({
      deadUnits: {
        parameters: { share: 0.9, patience: 1 },
        severity: 'warning',
        action: 'stopInitializer',
      },
      overfitting: false,
    });
  });

  it('switches all rules off', () => {
    const changes = experimentOf(config({ rest: 'health: false' })).health;
    expect(healthSpec(changes)).toEqual({});
  });

  it.each([
    ['health: {deadUnit: false}', /did you mean "deadUnits"/],
    ['health: {deadUnits: {share: 2}}', /share/],
    ['health: {deadUnits: {action: stop}}', /action/],
  ])('reports mistakes: %s', (rest, message) => {
    expect(linesOf(config({ rest })).join('\n')).toMatch(message);
  });
});

describe('the training and telemetry sections', () => {
  it('take steps in place of epochs, and an optimizer with parameters', () => {
    const rest = 'training: {steps: 10, optimizer: {sgd: {learningRate: 0.5}}, clipping: {globalNorm: 1}}';
    expect(experimentOf(config({ rest })).training).toMatchObject({
      length: { kind: 'steps', steps: 10 },
      optimizer: { name: 'sgd', parameters: { learningRate: 0.5 } },
      clipping: { globalNorm: 1 },
    });
  });

  it('give layers an optimizer of their own, the most specific pattern first', () => {
    const text = config({
      layers: '[conv2d: 4, batchNorm, flatten, dense: 8, dense: 10]',
      rest: 'training: {optimizer: adam, optimizerGroups: {"dense_*": nadam, dense_2: {sgd: {learningRate: 0.5}}}}',
    });
    expect(
      experimentOf(text).training.groups?.map(({ pattern, layers, optimizer }) => [
        pattern,
        layers,
        optimizer.name,
      ]),
    ).toEqual([
      ['dense_*', ['dense_1'], 'nadam'],
      ['dense_2', ['dense_2'], 'sgd'],
    ]);
    const wrong = 'training: {optimizerGroups: {dens_1: adam, flatten_1: sgd}}';
    expect(linesOf(config({ rest: wrong }))).toEqual([
      '4:30 unknown-layer: no layer is called "dens_1"; did you mean "dense_1"? → dense_1',
      '4:44 unknown-layer: "flatten_1" has no weights to train; layers with weights: dense_1, dense_2',
    ]);
  });

  it('take a schedule by name, with parameters, and with a warm-up', () => {
    const schedule = (text: string): unknown =>
      experimentOf(config({ rest: `training: {learningRate: ${text}}` })).training.learningRate;
    expect(schedule('cosine')).toEqual({ name: 'cosine', parameters: { final: 0 }, warmup: 0 });
    expect(schedule('{step: {every: 100}, warmup: 20}')).toEqual({
      name: 'step',
      parameters: { every: 100, factor: 0.1 },
      warmup: 20,
    });
    expect(experimentOf(config({})).training.learningRate).toEqual({
      name: 'constant',
      parameters: {},
      warmup: 0,
    });
  });

  it.each([
    ['epochs: 1', { keepLast: 1 }],
    ['checkpoint: true', { keepLast: 1 }],
    ['checkpoint: false', undefined],
    [
      'checkpoint: {steps: 7, best: loss}',
      { interval: { kind: 'steps', steps: 7 }, keepLast: 1, best: 'loss' },
    ],
    ['checkpoint: {epochs: 2, keepLast: 3}', { interval: { kind: 'epochs', epochs: 2 }, keepLast: 3 }],
  ])('%s', (training, expected) => {
    expect(experimentOf(config({ rest: `training: {${training}}` })).training.checkpoint).toEqual(expected);
  });

  it('gives the interval of checkpoints once', () => {
    expect(linesOf(config({ rest: 'training: {checkpoint: {steps: 7, epochs: 1}}' }))).toEqual([
      '4:35 conflict: "epochs" excludes "steps": one length is given twice',
    ]);
  });

  it.each([
    ['telemetry: false', { probeSamples: 0, probeInterval: 0, histogramInterval: 0 }],
    ['telemetry: true', { probeSamples: 512, probeInterval: 50 }],
    ['telemetry: {histogramInterval: false}', { probeSamples: 512, probeInterval: 50, histogramInterval: 0 }],
    ['telemetry: {probeInterval: 10}', { probeSamples: 512, probeInterval: 10 }],
  ])('%s', (rest, expected) => {
    expect(experimentOf(config({ rest })).telemetry).toEqual(expected);
  });
});
