import { expect, test } from 'vitest';
import { accepted, complete, labels } from '../caret';

const HEAD = 'dataset: mnist-embedded\nmodel:\n  layers: [flatten, { dense: 8 }, { dense: 10 }]\n';
const ACTIVATION = 'model:\n  layers:\n    - activation:';

test.each([
  [
    'the name of a layer to freeze',
    `${HEAD}training:\n  freeze: [d|]\n`,
    'dense_1',
    `${HEAD}training:\n  freeze: [dense_1]\n`,
  ],
  ['a top-level key', 'dataset: xor\nmo|', 'model', 'dataset: xor\nmodel:\n  layers:\n    - '],
  [
    'a key on an empty line',
    'training:\n  epochs: 1\n  |',
    'batchSize',
    'training:\n  epochs: 1\n  batchSize: 32',
  ],
  [
    'a key above others',
    'training:\n  |\n  epochs: 1\n',
    'batchSize',
    'training:\n  batchSize: 32\n  epochs: 1\n',
  ],
  ['the first key of a section', 'training:\n  |', 'epochs', 'training:\n  epochs: '],
  ['a key in brackets', 'training: { epochs: 1, b| }', 'batchSize', 'training: { epochs: 1, batchSize: 32 }'],
  ['a key that has its colon', 'training:\n  ba|: 3\n', 'batchSize', 'training:\n  batchSize: 3\n'],
  ['an initializer', 'initializers:\n  - he|', 'heNormal', 'initializers:\n  - heNormal'],
  ['an initializer in brackets', 'initializers: [he|]', 'heNormal', 'initializers: [heNormal]'],
  ['an initializer without its dash', 'initializers:\n  |', 'heNormal', 'initializers:\n  - heNormal'],
  [
    'an initializer with parameters',
    'initializers:\n  - random|',
    'randomNormal: { mean, stddev }',
    'initializers:\n  - randomNormal: { mean: 0, stddev: 0.05 }',
  ],
  [
    'a parameter',
    'initializers:\n  - randomNormal: { std| }',
    'stddev',
    'initializers:\n  - randomNormal: { stddev: 0.05 }',
  ],
  [
    'a label',
    'initializers:\n  - randomNormal: { stddev: 1 }\n    |\n',
    'label',
    'initializers:\n  - randomNormal: { stddev: 1 }\n    label: \n',
  ],
  ['an activation', 'model:\n  activation: ta|\n', 'tanh', 'model:\n  activation: tanh\n'],
  [
    'an activation with parameters',
    'model:\n  activation: |',
    'leakyRelu: { slope }',
    'model:\n  activation: { leakyRelu: { slope: 0.01 } }',
  ],
  ['a layer', 'model:\n  layers:\n    - de|', 'dense', 'model:\n  layers:\n    - dense: '],
  [
    'a parameter on a line below its layer',
    'model:\n  layers:\n    - dense:\n        us|',
    'useBias',
    'model:\n  layers:\n    - dense:\n        useBias: ',
  ],
  ['an activation layer', `${ACTIVATION} |`, 'tanh', `${ACTIVATION} tanh`],
  [
    'an activation layer with the activation’s parameters',
    `${ACTIVATION} { leaky| }`,
    'leakyRelu',
    `${ACTIVATION} { leakyRelu: { slope: 0.01 } }`,
  ],
  [
    'a key of an activation layer in braces',
    `${ACTIVATION} { | }`,
    'activation',
    `${ACTIVATION} { activation:  }`,
  ],
  [
    'the activation behind its key in braces',
    `${ACTIVATION} { activation: | }`,
    'tanh',
    `${ACTIVATION} { activation: tanh }`,
  ],
  [
    'the name beside an activation in braces',
    `${ACTIVATION} { activation: tanh, | }`,
    'name',
    `${ACTIVATION} { activation: tanh, name:  }`,
  ],
  [
    'a key of an activation layer on its own line',
    `${ACTIVATION}\n        na|`,
    'name',
    `${ACTIVATION}\n        name: `,
  ],
  [
    'an activation with parameters on its own line',
    `${ACTIVATION}\n        |`,
    'leakyRelu: { slope }',
    `${ACTIVATION}\n        leakyRelu: { slope: 0.01 }`,
  ],
  [
    'the activation behind its key on its own line',
    `${ACTIVATION}\n        activation: ta|`,
    'tanh',
    `${ACTIVATION}\n        activation: tanh`,
  ],
  [
    'the name below an activation',
    `${ACTIVATION}\n        activation: tanh\n        |`,
    'name',
    `${ACTIVATION}\n        activation: tanh\n        name: `,
  ],
  ['a layer in brackets', 'model:\n  layers: [flatten, |]', 'dense', 'model:\n  layers: [flatten, dense: ]'],
  ['an optimizer', 'training:\n  optimizer: |', 'adam', 'training:\n  optimizer: adam'],
  [
    'a choice of words',
    'dataset:\n  source: mnist\n  normalization: st|',
    'standardize',
    'dataset:\n  source: mnist\n  normalization: standardize',
  ],
  [
    'a boolean',
    'model:\n  layers:\n    - dense: { units: 3, useBias: | }',
    'false',
    'model:\n  layers:\n    - dense: { units: 3, useBias: false }',
  ],
  [
    'a number that can be off',
    'telemetry:\n  probeInterval: |',
    'false',
    'telemetry:\n  probeInterval: false',
  ],
  ['an engine', 'engine: |', 'wasm', 'engine: wasm'],
  ['a dataset', 'dataset: mn|', 'mnist-embedded', 'dataset: mnist-embedded'],
  ['a source', 'dataset: { source: | }', 'fashion-mnist', 'dataset: { source: fashion-mnist }'],
  ['the outputs of the dataset', HEAD.replace('10 }]', '| }]'), '10', HEAD],
  [
    'a layer pattern',
    `${HEAD}initializers:\n  - layers: { | }\n    label: a\n`,
    'dense_1',
    `${HEAD}initializers:\n  - layers: { dense_1:  }\n    label: a\n`,
  ],
  [
    'the pattern of all layers',
    `${HEAD}initializers:\n  - layers:\n      |\n    label: a\n`,
    '*',
    `${HEAD}initializers:\n  - layers:\n      "*": \n    label: a\n`,
  ],
  [
    'JSON keys',
    '{ "dataset": "xor", "|" }',
    'model',
    '{ "dataset": "xor", "model": { "layers": ["dense"] } }',
  ],
  ['JSON values', '{ "dataset": "mn|" }', 'mnist', '{ "dataset": "mnist" }'],
  [
    'JSON choices with parameters',
    '{ "initializers": ["|"] }',
    'randomNormal: { mean, stddev }',
    '{ "initializers": [{ "randomNormal": { "mean": 0, "stddev": 0.05 } }] }',
  ],
  ['quoted values', 'engine: "w|"', 'wasm', 'engine: wasm'],
  [
    'a code to silence',
    'initializers:\n  - zeros # initscope-ignore bro|',
    'broken-symmetry',
    'initializers:\n  - zeros # initscope-ignore broken-symmetry',
  ],
])('completes %s', async (_, marked, label, expected) => {
  expect(await accepted(marked, label)).toBe(expected);
});

test('keys that are there already are not offered again', async () => {
  expect(await labels('training:\n  epochs: 1\n  |')).not.toContain('epochs');
  expect(await labels(`${HEAD}|`)).not.toContain('model');
});

test('beside a chosen initializer only its label is left', async () => {
  expect(await labels('initializers:\n  - heNormal: {}\n    |\n')).toEqual(['label']);
});

test('a mistake in another section does not matter', async () => {
  expect(await labels('dataset: [\nmodel: }\ntraining:\n  epochs: 1\n  |\n')).toContain('batchSize');
});

test('comments and names of one’s own are left alone', async () => {
  expect(await labels('training: # he|')).toEqual([]);
  expect(await labels('name: m|')).toEqual([]);
});

test('an empty file is offered whole experiments and their keys', async () => {
  const offered = await labels('|');
  expect(offered).toEqual(expect.arrayContaining(['dataset', 'template: minimal']));
  expect(await accepted('# mine\n|', 'template: minimal')).toContain('mnist-embedded');
});

test('paths are listed from the folder of the config', async () => {
  const asked: string[] = [];
  const listFolder = (path: string) => {
    asked.push(path);
    return Promise.resolve([
      { name: 'prices.csv', isFolder: false },
      { name: 'digits', isFolder: true },
      { name: 'notes.md', isFolder: false },
      { name: '.git', isFolder: true },
    ]);
  };
  const offered = await labels('dataset: ./data/|', listFolder);
  expect(asked).toEqual(['/w/data/']);
  expect(offered.filter((label) => label.startsWith('./'))).toEqual(['./data/prices.csv', './data/digits/']);
  expect(await accepted('dataset:\n  local: { path: | }', './prices.csv', listFolder)).toBe(
    'dataset:\n  local: { path: ./prices.csv }',
  );
});

test('every completion explains itself', async () => {
  for (const marked of ['|', 'initializers: [|]', 'training:\n  |', 'model: { activation: | }'])
    for (const { label, documentation } of await complete(marked))
      expect(documentation, label).toMatchObject({ value: expect.stringMatching(/\S/) as string });
});

test('an initializer is offered with formula, parameters and source', async () => {
  const item = (await complete('initializers: [|]')).find(({ label }) => label === 'randomNormal');
  const { value } = item?.documentation as { value: string };
  expect(value).toContain('W ~ N(mean, stddev²)');
  expect(value).toContain('`stddev` (0.05)');
  expect(value).toContain('Source: Keras');
});
