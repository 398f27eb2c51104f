import { describe, expect, it } from 'vitest';
import { experimentCodes } from '../../../src/experiment/codes';
import { schemaCodes } from '../../../src/schema/codes';
import { config, experimentOf, linesOf, parse } from './config';

describe('a minimal config', () => {
  it('becomes an experiment with every default filled in', () => {
    const { model, initializers, ...rest } = experimentOf(config({}));
    expect(rest).toEqual({
      name: 'test',
      engine: 'auto',
      dataset: {
        source: 'mnist-embedded',
        parameters: {},
        normalization: 'unit',
        validation: { kind: 'default' },
        splitSeed: 0,
      },
      training: {
        optimizer: {
          name: 'adam',
          parameters: expect.objectContaining({ learningRate: 0.001 }) as unknown,
        },
        learningRate: { name: 'constant', parameters: {}, warmup: 0 },
        loss: 'softmaxCrossEntropy',
        checkpoint: { keepLast: 1 },
        sampling: 'shuffled',
        clipping: {},
        batchSize: 32,
        length: { kind: 'epochs', epochs: 5 },
        seeds: [1],
      },
      telemetry: { probeSamples: 512, probeInterval: 50 },
    });
    expect(model).toMatchObject({ inputShape: [28, 28, 1], outputs: 10 });
    expect(model.layers.map(({ name, outputShape }) => [name, outputShape])).toEqual([
      ['flatten_1', [784]],
      ['dense_1', [16]],
      ['dense_2', [10]],
    ]);
    expect(initializers.map(({ label }) => label)).toEqual(['heNormal']);
  });

  it('reads the same as JSON', () => {
    const json = {
      dataset: 'mnist-embedded',
      model: { layers: ['flatten', { dense: 16 }, { dense: { units: 10 } }] },
      initializers: ['heNormal'],
    };
    expect(experimentOf(JSON.stringify(json, null, '\t'))).toEqual(experimentOf(config({})));
  });

  it('takes its name from the config rather than the file where given', () => {
    expect(experimentOf(config({ rest: 'name: Six ways' })).name).toBe('Six ways');
  });
});

/** One config at least per code, with the place of every problem. */
const problems: readonly (readonly [code: string, text: string, expected: readonly string[]])[] = [
  ['syntax', config({ rest: 'name: "x' }), ['4:9 syntax: expected " at the end of the text in quotes']],
  ['empty', '# nothing yet\n', ['1:1 empty: the file is empty; expected dataset, model and initializers']],
  ['too-large', '['.repeat(300), ['1:201 too-large: nested more than 200 levels deep']],
  ['alias', config({ rest: 'training: *gone' }), ['4:11 alias: alias *gone has no anchor &gone before it']],
  ['bad-key', config({ rest: 'training: {? [a] : 1}' }), ['4:14 bad-key: expected a key of plain text']],
  [
    'duplicate-key',
    config({ rest: 'name: a\nname: b' }),
    ['5:1 duplicate-key: duplicate key "name"; it was given before'],
  ],
  [
    'unknown-key',
    config({ rest: 'training: {epoch: 3}' }),
    ['4:12 unknown-key: unknown key "epoch" in training; did you mean "epochs"? → epochs'],
  ],
  [
    'misplaced-key',
    config({ layers: '[flatten, {dense: , units: 10}]' }),
    ['2:37 misplaced-key: "units" is a parameter of dense; indent it below "dense:"'],
  ],
  [
    'missing-key',
    'dataset: mnist-embedded\ninitializers: [zeros]',
    ['1:1 missing-key: the experiment needs "model": a mapping'],
  ],
  [
    'missing-key',
    config({ initializers: '[{layers: {"*": zeros}}]' }),
    ['3:17 missing-key: an initializer per layer needs "label": the name of its line in charts'],
  ],
  [
    'wrong-type',
    config({ rest: 'training: {batchSize: many}' }),
    ['4:23 wrong-type: expected a whole number ≥ 1 (batchSize), found "many"'],
  ],
  [
    'out-of-range',
    config({ rest: 'training: {epochs: 0}' }),
    ['4:20 out-of-range: expected a whole number ≥ 1 (epochs), found 0'],
  ],
  [
    'out-of-range',
    config({ dataset: '{source: mnist-embedded, validation: 1.5}' }),
    ['1:47 out-of-range: expected a share below 1 or a whole number of samples (validation), found 1.5'],
  ],
  [
    'unknown-value',
    config({ dataset: 'mnits' }),
    ['1:10 unknown-value: unknown dataset "mnits"; did you mean "mnist"? → mnist'],
  ],
  [
    'unknown-value',
    config({ initializers: '[he_normal]' }),
    ['3:16 unknown-value: unknown initializer "he_normal"; did you mean "heNormal"? → heNormal'],
  ],
  [
    'several-choices',
    config({ layers: '[flatten, {dense: 10, dropout: 0.1}]' }),
    ['2:39 several-choices: expected one layer, found dense and dropout'],
  ],
  ['text-length', config({ rest: 'name: ""' }), ['4:7 text-length: expected text (name), found ""']],
  [
    'text-pattern',
    config({ layers: '[flatten, dense: {units: 10, name: a/b}]' }),
    [
      '2:52 text-pattern: expected a name of letters, digits, "_", "-" and "." that starts with a letter (name), found "a/b"',
    ],
  ],
  [
    'list-length',
    config({ initializers: '[]' }),
    ['3:15 list-length: expected a list of at least 1 item (initializers), found 0'],
  ],
  [
    'too-few-samples',
    config({ dataset: '{source: mnist-embedded, trainSize: 9001}' }),
    ['1:46 too-few-samples: expected at most 9000, the samples left to train on (trainSize), found 9001'],
  ],
  [
    'too-few-samples',
    config({ dataset: '{source: mnist-embedded, validation: 9000}' }),
    ['1:47 too-few-samples: expected at most 8999, the training samples but one (validation), found 9000'],
  ],
  [
    'too-few-samples',
    config({ dataset: '{source: mnist-embedded, validationSize: 1001}' }),
    ['1:51 too-few-samples: expected at most 1000, the samples to validate on (validationSize), found 1001'],
  ],
  [
    'batch-too-large',
    config({ dataset: '{source: mnist-embedded, trainSize: 100}', rest: 'training: {batchSize: 128}' }),
    ['4:23 batch-too-large: expected at most 100, the number of training samples (batchSize), found 128'],
  ],
  [
    'shape',
    config({ layers: '[dense: 16, dense: 10]' }),
    ['2:18 shape: dense_1: needs a flat input, but its input is 28×28×1: put a flatten layer before it'],
  ],
  [
    'shape',
    config({ layers: '[conv2d: {filters: 4, kernelSize: 29}, flatten, dense: 10]' }),
    ['2:18 shape: conv2d_1: its 29×29 kernel is larger than its input, 28×28×1'],
  ],
  [
    'shape',
    config({ layers: '[conv2d: 10]' }),
    [
      '2:18 shape: the model ends in 26×26×10, but MNIST, 10,000 digits has 10 classes: expected one row of 10 (flatten, then dense: 10)',
    ],
  ],
  [
    'too-narrow',
    config({ layers: '[flatten, dense: {units: 9}]' }),
    ['2:42 too-narrow: dense_1 ends the model with 9 outputs, but MNIST, 10,000 digits has 10 classes → 10'],
  ],
  [
    'too-wide',
    config({ layers: '[flatten, dense: 512]' }),
    [
      '2:34 too-wide: dense_1 ends the model with 512 outputs, but MNIST, 10,000 digits has only 10 classes → 10',
    ],
  ],
  [
    'no-weights',
    config({ layers: '[flatten, activation: relu]' }),
    [
      '2:9 no-weights: expected at least one layer with weights (dense, conv2d): there is nothing to initialise',
    ],
  ],
  [
    'double-activation',
    config({ layers: '[flatten, dense: 16, batchNorm, activation: elu, dense: 10]' }),
    [
      '2:27 double-activation: dense_1 applies relu, the activation of the model, before the activation layer that follows; give it "activation: linear" if only that layer is meant',
    ],
  ],
  [
    'duplicate-name',
    config({ layers: '[flatten, dense: {units: 16, name: a}, dense: {units: 10, name: a}]' }),
    ['2:81 duplicate-name: two layers are called "a"; expected a name of its own for each'],
  ],
  [
    'duplicate-label',
    config({ initializers: '[zeros, {heNormal: , label: zeros}]' }),
    ['3:43 duplicate-label: two initializers are called "zeros"; expected a "label" of its own for each'],
  ],
  [
    'unknown-layer',
    config({ initializers: '[{label: a, layers: {"*": zeros, dnse_1: ones}}]' }),
    ['3:48 unknown-layer: no layer is called "dnse_1"; did you mean "dense_1"? → dense_1'],
  ],
  [
    'unknown-layer',
    config({ initializers: '[{label: a, layers: {"*": zeros, flatten_1: ones}}]' }),
    ['3:48 unknown-layer: "flatten_1" has no weights to initialise; layers with weights: dense_1, dense_2'],
  ],
  [
    'unmatched-layer',
    config({ initializers: '[{label: a, layers: {dense_1: zeros}}]' }),
    ['3:27 unmatched-layer: no pattern matches dense_2; expected one for every layer with weights, or "*"'],
  ],
  [
    'unsuitable-initializer',
    config({ model: ', biasInitializer: identity' }),
    [
      '2:27 unsuitable-initializer: dense_1: identity is defined for dense and convolution kernels (2 or 4 axes), not for [16]',
      '2:38 unsuitable-initializer: dense_2: identity is defined for dense and convolution kernels (2 or 4 axes), not for [10]',
    ],
  ],
  [
    'conflict',
    config({ rest: 'training: {steps: 3, epochs: 2}' }),
    ['4:22 conflict: "epochs" excludes "steps": one length is given twice'],
  ],
  [
    'nothing-to-train',
    config({ rest: 'training: {freeze: "*"}' }),
    ['4:12 nothing-to-train: every layer with weights is frozen: there is nothing to train'],
  ],
  [
    'nothing-to-cache',
    config({ rest: 'training: {freeze: dense_2, cacheFrozen: true}' }),
    [
      '4:29 nothing-to-cache: the network does not begin with frozen layers: there is nothing to compute once',
    ],
  ],
  [
    'loss-mismatch',
    config({ rest: 'training: {loss: meanSquaredError}' }),
    [
      '4:18 loss-mismatch: meanSquaredError is for values, but MNIST, 10,000 digits has classes → softmaxCrossEntropy',
    ],
  ],
  [
    'duplicate-seed',
    config({ rest: 'training: {seeds: [1, 2, 1]}' }),
    ['4:26 duplicate-seed: seed 1 is listed twice; it would train the same trial again'],
  ],
  [
    'undescribed-dataset',
    config({ dataset: './faces.npz' }),
    [
      '1:10 undescribed-dataset: what /configs/faces.npz holds is not known before it is read: shapes are not checked',
    ],
  ],
];

describe('parseExperiment locates', () => {
  it.each(problems)('%s in %j', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  it('a dataset that cannot be read', () => {
    const { problems: found } = parse(config({ dataset: './faces.npz' }), () => ({ error: 'no such file' }));
    expect(found.map(({ code, message, range }) => [code, message, range.start.column])).toEqual([
      ['unreadable-dataset', 'no such file', 10],
    ]);
  });

  it('every code that there is, with inspectTransfer.test.ts and sweep.test.ts', () => {
    const others = ['unreadable-dataset', 'unreadable-weights', 'unfitting-weights'];
    const ofSweeps = ['duplicate-value', 'sweep-target', 'too-many-points'];
    const tested = new Set([...problems.map(([code]) => code), ...others, ...ofSweeps]);
    expect([...tested].sort()).toEqual(Object.keys({ ...schemaCodes, ...experimentCodes }).sort());
  });

  it('all mistakes of a file, in its order', () => {
    const text = [
      'dataset: mnist-embedded',
      'model:',
      '  layers:',
      '    - dense: 16',
      '    - conv2d: {filters: 4, kernelSize: 3}',
      '    - flaten',
      '    - dense: 9',
      'initializers: [zeros, zeros, zeroz]',
      'training: {epochs: 0, seeds: [x]}',
      'trainig: 1',
    ].join('\n');
    expect(linesOf(text).map((found) => found.split(': ', 1)[0])).toEqual([
      '4:7 shape',
      '5:7 shape',
      '6:7 unknown-value',
      '7:14 too-narrow',
      '8:23 duplicate-label',
      '8:30 unknown-value',
      '9:20 out-of-range',
      '9:31 wrong-type',
      '10:1 unknown-key',
    ]);
  });

  it('nothing behind a syntax error, where the rest is a guess', () => {
    expect(linesOf('datset: x\nmodel: [\n').map((found) => found.split(':', 2).join(':'))).toEqual([
      '1:1 unknown-key',
      '3:1 syntax',
    ]);
  });

  it('one mistake once, going on with the shape that was meant', () => {
    const layers = '[dense: 16, conv2d: {filters: 4, kernelSize: 3}, dense: 32, dense: 10]';
    expect(linesOf(config({ layers }))).toHaveLength(2);
  });
});

describe('parseExperiment never throws', () => {
  const text = config({ rest: 'training: {optimizer: {adam: {learningRate: 0.1}}, seeds: [1, 2]}' });
  const inside = ({ length }: string, damaged: string): boolean =>
    parse(damaged).problems.every(
      ({ range: { start, end } }) => start.offset <= end.offset && end.offset <= length,
    );

  it('on a config cut anywhere', () => {
    for (let end = 0; end <= text.length; end++) expect(inside(text, text.slice(0, end))).toBe(true);
  });

  it.each(['null', '~', '42', '"text"', '- a', '{', '}', ': :', '\0', '\uFEFF', '? ', '&a *a', '!!map x'])(
    'on %j',
    (damaged) => {
      expect(parse(damaged).experiment).toBeUndefined();
      expect(parse(damaged).problems.length).toBeGreaterThan(0);
    },
  );
});

describe('the outline', () => {
  it('says what stands where, in a file with mistakes too', () => {
    const { outline } = parse(
      config({ layers: '[flatten, dense: 16, dens: 10]', initializers: '[zeros, zeroz]' }),
    );
    expect(
      outline.layers.map(({ name, outputShape, range }) => [name, outputShape, range.start.column]),
    ).toEqual([
      ['flatten_1', [784], 18],
      ['dense_1', [16], 27],
      [undefined, undefined, 38],
    ]);
    expect(outline.initializers.map(({ label, range }) => [label, range.start.column])).toEqual([
      ['zeros', 16],
      [undefined, 23],
    ]);
    expect(outline.sections.initializers?.start).toMatchObject({ line: 3, column: 1 });
    expect(outline.sections.name).toBeUndefined();
  });
});
