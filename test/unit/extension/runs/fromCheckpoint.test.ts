import { expect, test } from 'vitest';
import { describeDataset } from '../../../../src/data/registry';
import { parseExperiment } from '../../../../src/experiment/parse';
import type { ParsedExperiment } from '../../../../src/experiment/parse';
import { configFrom, fileNameFrom } from '../../../../src/extension/runs/fromCheckpoint';
import { manifestOf } from '../../webview/model/scenes';

const network = { initializer: 'heNormal', seed: 2, step: 400 };
const TRANSFER = { from: 'run-1', initializer: 'heNormal', seed: 2, checkpoint: 400 };
const yaml = `# as it was
name: digits
dataset: mnist-embedded
model: { activation: relu, layers: [flatten, { dense: 8 }, { dense: 10 }] } # two layers
initializers: [zeros, heNormal]
transfer: elsewhere
`;

const from = (text: string, more: Parameters<typeof manifestOf>[2] = {}, path = '/w/a.initscope.yaml') =>
  configFrom(
    manifestOf(['zeros', 'heNormal'], [2], { id: 'run-1', config: { path, text }, ...more }),
    network,
  );

const read = (text: string): ParsedExperiment =>
  parseExperiment(text, { path: '/w/a.initscope.yaml', describeDataset });

test('a config begins with the weights of a checkpoint, and stays as it is otherwise', () => {
  const text = from(yaml);
  expect(text).toContain('# as it was');
  expect(text).toContain('# two layers');
  const { experiment, problems } = read(text);
  expect(problems).toEqual([]);
  expect(experiment?.transfer).toMatchObject(TRANSFER);
});

test('it is an experiment of its own, and has no second initializer that would begin with the same weights', () => {
  const { experiment } = read(from(yaml));
  expect(experiment?.name).toBe('an experiment-step-400');
  expect(experiment?.initializers.map(({ label }) => label)).toEqual(['heNormal']);
  expect(from(yaml.replace('name: digits\n', ''))).not.toContain('name:');
});

test('of a run that was made with one of the initializers it has that one', () => {
  const alone = manifestOf(['heNormal'], [2]).experiment;
  const { experiment } = read(from(yaml, { experiment: alone }));
  expect(experiment?.initializers.map(({ label }) => label)).toEqual(['heNormal']);
});

test('of a run of a sweep it has the values of its point', () => {
  const axes = [
    { name: 'depth', values: [1, 3] },
    { name: 'batchSize', values: [16, 32] },
  ];
  const swept = `${yaml}sweep: { depth: [1, 3], batchSize: [16, 32] }\n`;
  const { experiment, sweep, problems } = read(from(swept, { sweep: { id: 's', axes, at: [1, 0] } }));
  expect(problems).toEqual([]);
  expect(sweep).toBeUndefined();
  expect(experiment?.model.layers.filter(({ type }) => type === 'dense')).toHaveLength(4);
  expect(experiment?.training.batchSize).toBe(16);
  expect(experiment?.initializers.map(({ label }) => label)).toEqual(['heNormal']);
});

test('what is shared by aliases is written out', () => {
  const aliased = `dataset: mnist-embedded
initializers: [&first zeros, { heNormal: {}, label: other }]
model: { layers: [flatten, { dense: { units: 10, initializer: *first } }] }
`;
  const text = configFrom(
    manifestOf(['zeros', 'other'], [2], {
      id: 'run-1',
      config: { path: '/w/a.initscope.yaml', text: aliased },
    }),
    { ...network, initializer: 'other' },
  );
  expect(read(text).problems).toEqual([]);
  expect(text).toContain('initializer: zeros');
});

test('a JSON config stays JSON', () => {
  const json = '{ "dataset": "mnist-embedded", "sweep": { "batchSize": [1, 2] } }';
  expect(JSON.parse(from(json, {}, '/w/a.initscope.json'))).toEqual({
    dataset: 'mnist-embedded',
    transfer: TRANSFER,
  });
});

test.each([
  ['digits.initscope.yaml', 'digits-step-400.initscope.yaml'],
  ['leaky-relu-0.2.initscope.json', 'leaky-relu-0.2-step-400.initscope.json'],
])('%s becomes %s', (before, after) => {
  expect(fileNameFrom(before, 400)).toBe(after);
});
