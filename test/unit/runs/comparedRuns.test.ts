import { expect, test } from 'vitest';
import type { HealthFinding } from '../../../src/health/finding';
import { ComparedRuns, comparisonOf, foldersOf } from '../../../src/runs/comparedRuns';
import type { RunSource } from '../../../src/runs/openRun';
import type { RunManifest } from '../../../src/runs/run';
import { Series } from '../../../src/runs/store/series';
import { StepPool } from '../../../src/runs/store/stepPool';
import { experimentOf, startOf } from './experiment';

interface Given {
  readonly name: string;
  readonly labels: readonly string[];
  readonly seeds?: readonly number[];
  readonly run?: Partial<RunManifest>;
}

/** A run with one point of each trial's loss, the number of its initializer. */
function source({ name, labels, seeds = [0], run }: Given): RunSource {
  const manifest: RunManifest = {
    ...startOf(experimentOf([...labels], { seeds })),
    format: 1,
    id: `id of ${name}`,
    name,
    host: 'h',
    pid: 1,
    started: '2026-11-22T09:14:03.000Z',
    state: 'finished',
    trials: labels.flatMap((initializer) =>
      seeds.map((seed) => ({ initializer, seed, state: 'finished' as const, step: 180 })),
    ),
    ...run,
  };
  const series = labels.map((initializer, value) => {
    const one = new Series({ initializer, seed: 0, split: 'train', tag: 'loss' }, new StepPool());
    one.append(1, 0, value);
    return one;
  });
  const findings = [{ rule: 'deadUnits', initializer: labels[0], message: name } as HealthFinding];
  return {
    folder: `/runs/${name}`,
    manifest,
    findings,
    series: () => series,
    find: (key) => series.find((one) => one.key.initializer === key.initializer),
    histogramTags: ({ initializer }) => [`${name}/${initializer}`],
    readHistograms: () => Promise.resolve(new Map()),
    poll: () =>
      Promise.resolve({
        manifest,
        series: series.flatMap((one) => one.takeDelta() ?? []),
        findings,
        notes: [],
      }),
  };
}

const compare = (...given: readonly Given[]): ComparedRuns =>
  new ComparedRuns(given.map(source), (manifests) => manifests.map(({ name }) => name));

test('each initializer of each run is one of the comparison, with its curves, trials and findings', async () => {
  const compared = compare(
    { name: 'a', labels: ['zeros', 'heNormal'] },
    { name: 'b', labels: ['heNormal'], seeds: [0, 3], run: { totalSteps: 999 } },
  );
  const { series, findings } = await compared.poll();
  const labels = ['zeros · a', 'heNormal · a', 'heNormal · b'];
  const { manifest } = compared;
  expect(manifest.experiment.initializers.map(({ label }) => label)).toEqual(labels);
  expect(series.map(({ key }) => key.initializer)).toEqual(labels);
  expect([...compared.series()].map(({ key, values }) => [key.initializer, values[0]])).toEqual([
    ['zeros · a', 0],
    ['heNormal · a', 1],
    ['heNormal · b', 0],
  ]);
  expect(manifest.trials.map(({ initializer, seed }) => `${initializer}/${seed}`)).toEqual([
    'zeros · a/0',
    'heNormal · a/0',
    'heNormal · b/0',
    'heNormal · b/3',
  ]);
  expect(manifest.experiment.training.seeds).toEqual([0, 3]);
  expect(manifest.totalSteps).toBe(999);
  expect(manifest.source).toBe('comparison');
  expect(findings.map(({ initializer }) => initializer)).toEqual(['zeros · a', 'heNormal · b']);
});

test('a renamed key leads to the run that it belongs to', () => {
  const compared = compare({ name: 'a', labels: ['zeros', 'heNormal'] }, { name: 'b', labels: ['heNormal'] });
  const key = { seed: 0, split: 'train', tag: 'loss' } as const;
  expect(compared.find({ ...key, initializer: 'heNormal · a' })?.values[0]).toBe(1);
  expect(compared.find({ ...key, initializer: 'heNormal · b' })?.values[0]).toBe(0);
  expect(compared.find({ ...key, initializer: 'heNormal' })).toBeUndefined();
  expect(compared.histogramTags({ ...key, initializer: 'heNormal · b' })).toEqual(['b/heNormal']);
});

test('runs of the same name are told apart by their ids', () => {
  const compared = compare({ name: 'a', labels: ['zeros'] }, { name: 'a', labels: ['zeros'] });
  const [first] = compared.manifest.experiment.initializers;
  expect(first?.label).toBe('zeros · a (id of a)');
});

test('is running while any of the runs is, and finished when all are', () => {
  const run = (state: RunManifest['state']): Given => ({ name: state, labels: ['zeros'], run: { state } });
  expect(compare(run('finished'), run('running')).manifest.state).toBe('running');
  expect(compare(run('stopped'), run('finished')).manifest.state).toBe('stopped');
  expect(compare(run('finished'), run('finished')).manifest.state).toBe('finished');
});

test('its name leads back to the folders', () => {
  const folders = ['/w/a b', '/w/c'];
  expect(foldersOf(comparisonOf(folders))).toEqual(folders);
  expect(foldersOf('/w/a')).toEqual(['/w/a']);
});
