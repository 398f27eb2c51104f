import { expect, test } from 'vitest';
import { lastRuns } from '../../../../src/extension/runs/lastRuns';
import type { HealthFinding } from '../../../../src/health/finding';
import type { RunManifest } from '../../../../src/runs/run';
import type { ReadableRun } from '../../../../src/runs/store/runStore';
import type { InitializerSummary, RunSummary } from '../../../../src/runs/summary';

const run = (id: string, path: string, state: RunManifest['state'] = 'finished'): ReadableRun => ({
  kind: 'run',
  id,
  folder: `/runs/${id}`,
  experiment: 'digits',
  manifest: { name: id, state, config: { path, text: '' } } as RunManifest,
});

const initializer = (label: string, code: 'learned' | 'diverged', best = false): InitializerSummary => ({
  initializer: label,
  trials: [],
  steps: 10,
  verdict: { code, text: code },
  best,
  ...(best && {
    accuracy: {
      final: { mean: 0.9, finite: 1, count: 1 },
      best: { mean: 0.95, finite: 1, count: 1 },
    },
  }),
});

const summaryOf = ({ manifest }: ReadableRun): RunSummary => ({
  manifest,
  findings: [finding],
  initializers: [initializer('heNormal', 'learned', true), initializer('zeros', 'diverged')],
});
const finding: HealthFinding = {
  rule: 'deadUnits',
  severity: 'warning',
  action: 'note',
  initializer: 'zeros',
  seed: 1,
  step: 50,
  layer: 'dense_2',
  message: 'all units are dead',
  advice: 'Use heNormal.',
  evidence: { value: 1, threshold: 0.5 },
};
const uriOf = (path: string): string => `file://${path}`;

test('the newest run of each config counts, and the one before it', () => {
  const runs = [run('c', '/w/a.yaml', 'running'), run('b', '/w/b.yaml'), run('a', '/w/a.yaml')];
  const result = lastRuns(runs, () => undefined, uriOf);
  expect(Object.keys(result)).toEqual(['file:///w/a.yaml', 'file:///w/b.yaml']);
  expect(result['file:///w/a.yaml']).toEqual({
    folder: '/runs/c',
    name: 'c',
    running: true,
    before: { folder: '/runs/a' },
    findings: [],
  });
  expect(result['file:///w/b.yaml']).not.toHaveProperty('before');
});

test('tells what the health rules found, once over all seeds', () => {
  const summary = (run: ReadableRun): RunSummary => ({
    ...summaryOf(run),
    findings: [finding, { ...finding, seed: 2, step: 100 }],
  });
  const { 'file:///w/a.yaml': last } = lastRuns([run('a', '/w/a.yaml')], summary, uriOf);
  expect(last?.findings).toEqual([
    {
      rule: 'deadUnits',
      severity: 'warning',
      initializer: 'zeros',
      message: 'last run, step 50: all units are dead',
    },
  ]);
});

test('names the best initializer with its figure', () => {
  const { 'file:///w/a.yaml': last } = lastRuns([run('a', '/w/a.yaml')], summaryOf, uriOf);
  expect(last?.best).toEqual({ label: 'heNormal', figure: { metric: 'accuracy', value: 0.95 } });
});
