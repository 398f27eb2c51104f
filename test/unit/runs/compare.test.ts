import { expect, test } from 'vitest';
import { compareRuns } from '../../../src/runs/compare';
import type { RunManifest } from '../../../src/runs/run';
import { summarize } from '../../../src/runs/summary';
import { experimentOf, startOf } from './experiment';

const manifestOf = (id: string, labels: readonly string[], learningRate: number): RunManifest => {
  const start = startOf(experimentOf(labels));
  const optimizer = { name: 'adam', parameters: { learningRate } };
  return {
    ...start,
    experiment: { ...start.experiment, training: { ...start.experiment.training, optimizer } },
    format: 1,
    id,
    name: id,
    host: 'h',
    pid: 1,
    started: '',
    state: 'finished',
    trials: [],
  };
};

test('rows are matched by label, and settings that differ are named with each run’s value', () => {
  const manifests = [manifestOf('a', ['he', 'zeros'], 0.001), manifestOf('b', ['lecun', 'he'], 0.01)];
  const comparison = compareRuns(manifests.map((manifest) => summarize(manifest, () => undefined)));
  expect(comparison.runs.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(comparison.rows.map(({ initializer, cells }) => [initializer, ...cells.map(Boolean)])).toEqual([
    ['he', true, true],
    ['zeros', true, false],
    ['lecun', false, true],
  ]);
  expect(comparison.differences).toEqual([
    { path: 'training.optimizer.parameters.learningRate', values: ['0.001', '0.01'] },
  ]);
});
