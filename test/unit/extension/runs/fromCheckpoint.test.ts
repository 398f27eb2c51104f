import { expect, test } from 'vitest';
import { describeDataset } from '../../../../src/data/registry';
import { parseExperiment } from '../../../../src/experiment/parse';
import { configFrom, fileNameFrom } from '../../../../src/extension/runs/fromCheckpoint';

const network = { initializer: 'heNormal', seed: 2, step: 400 };
const TRANSFER = { from: 'run-1', initializer: 'heNormal', seed: 2, checkpoint: 400 };
const yaml = `# as it was
dataset: mnist-embedded
model: { layers: [flatten, { dense: 10 }] } # one layer
initializers: [heNormal]
transfer: elsewhere
`;

test('a config begins with the weights of a checkpoint, and stays as it is otherwise', () => {
  const text = configFrom({ path: '/w/a.initscope.yaml', text: yaml }, 'run-1', network);
  expect(text).toContain('# as it was');
  expect(text).toContain('# one layer');
  const { experiment, problems } = parseExperiment(text, { path: '/w/a.initscope.yaml', describeDataset });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(experiment?.transfer).toMatchObject(TRANSFER);
});

test('a JSON config stays JSON', () => {
  const json = '{ "dataset": "mnist-embedded" }';
  expect(JSON.parse(configFrom({ path: '/w/a.initscope.json', text: json }, 'run-1', network))).toEqual({
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
