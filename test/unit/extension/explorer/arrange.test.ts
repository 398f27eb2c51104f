import { expect, test } from 'vitest';
import { arrange } from '../../../../src/extension/explorer/arrange';
import type { Arrangement } from '../../../../src/extension/explorer/arrange';
import type { RunManifest } from '../../../../src/runs/run';
import type { ReadableRun, RunEntry } from '../../../../src/runs/store/runStore';
import type { RunSummary } from '../../../../src/runs/summary';

const run = (id: string, changes: Partial<RunManifest> = {}): ReadableRun => ({
  kind: 'run',
  id,
  folder: `/runs/${id}`,
  experiment: 'digits',
  manifest: {
    id,
    name: `run ${id}`,
    state: 'finished',
    engine: { name: 'wasm' },
    experiment: { name: 'digits', initializers: [{ label: 'heNormal' }], dataset: { source: 'mnist' } },
    ...changes,
  } as RunManifest,
});
const unreadable: RunEntry = {
  kind: 'unreadable',
  id: 'x',
  folder: '/runs/x',
  experiment: 'digits',
  reason: '',
};

/** Best accuracies by id. */
const summaryOf =
  (figures: Readonly<Record<string, number>>) =>
  ({ id }: ReadableRun): RunSummary | undefined =>
    figures[id] === undefined
      ? undefined
      : ({
          initializers: [{ best: true, accuracy: { best: { mean: figures[id] } } }],
        } as unknown as RunSummary);

const ids = (entries: readonly RunEntry[], change: Partial<Arrangement>, figures = {}): string =>
  arrange(entries, { order: 'newest', filter: '', ...change }, summaryOf(figures))
    .map(({ id }) => id)
    .join('');

test('orders runs by start, name and result; runs without a result come last', () => {
  const runs = [run('c', { name: 'beta' }), run('b', { name: 'gamma' }), run('a', { name: 'alpha' })];
  expect(ids(runs, {})).toBe('cba');
  expect(ids(runs, { order: 'oldest' })).toBe('abc');
  expect(ids(runs, { order: 'name' })).toBe('acb');
  expect(ids([unreadable, ...runs], { order: 'best' }, { b: 0.5, a: 0.9 })).toBe('abxc');
});

test('finds runs by all of several words in names, notes, tags, initializers, state and dataset', () => {
  const runs = [
    run('c', { tags: ['base'], note: 'Wider layers' }),
    run('b', { state: 'stopped' }),
    unreadable,
  ];
  expect(ids(runs, { filter: '#base' })).toBe('c');
  expect(ids(runs, { filter: 'WIDER mnist' })).toBe('c');
  expect(ids(runs, { filter: 'stopped henormal' })).toBe('b');
  expect(ids(runs, { filter: 'wider stopped' })).toBe('');
  expect(ids(runs, { filter: 'digits' })).toBe('cbx');
});
