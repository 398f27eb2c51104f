import { expect, test } from 'vitest';
import type { Experiment } from '../../../../src/experiment/experiment';
import { DEFAULT_ARRANGEMENT } from '../../../../src/extension/explorer/arrange';
import { explorerTree } from '../../../../src/extension/explorer/model';
import type { Runs } from '../../../../src/extension/explorer/model';
import type { Node } from '../../../../src/extension/explorer/node';
import { newSession, next } from '../../../../src/extension/sessions/session';
import type { RunManifest, TrialManifest } from '../../../../src/runs/run';
import type { Statistic } from '../../../../src/runs/statistic';
import type { ReadableRun } from '../../../../src/runs/store/runStore';
import type { InitializerSummary, RunSummary } from '../../../../src/runs/summary';
import type { VerdictCode } from '../../../../src/runs/verdict';
import { progress, started } from '../sessions/fixtures';

const trial = (initializer: string, changes: Partial<TrialManifest> = {}): TrialManifest => ({
  initializer,
  seed: 1,
  state: 'finished',
  step: 100,
  ...changes,
});

function run(id: string, changes: Partial<RunManifest> = {}, experiment = 'digits'): ReadableRun {
  const manifest: RunManifest = {
    format: 1,
    id,
    name: `run ${id}`,
    experiment: {
      name: experiment,
      initializers: [{ label: 'zeros' }, { label: 'heNormal' }],
      training: { seeds: [1] },
    } as unknown as Experiment,
    config: { path: '/w/digits.initscope.yaml', text: '' },
    versions: {},
    engine: { name: 'wasm', version: '4.22.0', device: 'AMD EPYC', reason: '' },
    host: 'here',
    pid: 1,
    started: '2026-11-22T10:00:00Z',
    ended: '2026-11-22T10:01:30Z',
    state: 'finished',
    trials: [trial('zeros'), trial('heNormal')],
    totalSteps: 100,
    stepsPerEpoch: 50,
    ...changes,
  };
  return { kind: 'run', id, folder: `/w/.initscope/runs/${experiment}/${id}`, experiment, manifest };
}

const treeOf = (entries: Runs['entries'], more: Partial<Runs> = {}): readonly Node[] =>
  explorerTree({
    entries,
    summaryOf: () => undefined,
    sessionOf: () => undefined,
    now: Date.parse('2026-11-22T10:06:30Z'),
    arrangement: DEFAULT_ARRANGEMENT,
    ...more,
  });

/** The only run of the only experiment. */
function only(entries: Runs['entries'], more: Partial<Runs> = {}): Node {
  const node = treeOf(entries, more)[0]?.children[0];
  if (node === undefined) throw new Error('no run in the tree');
  return node;
}

const statistic = (mean: number): Statistic => ({ mean, finite: 1, count: 1 });
const summarized = (initializer: string, accuracy: number, code: VerdictCode): InitializerSummary => ({
  initializer,
  trials: [],
  accuracy: { final: statistic(accuracy), best: statistic(accuracy) },
  steps: 100,
  verdict: { code, text: code },
  best: code === 'learned',
});
const summaryOf = ({ manifest }: ReadableRun): RunSummary => ({
  manifest,
  findings: [],
  initializers: [summarized('zeros', 0.1, 'chance'), summarized('heNormal', 0.9712, 'learned')],
});

test('groups runs by experiment, in the order of their latest runs', () => {
  const tree = treeOf([run('c'), run('b', {}, 'cnn'), run('a')]);
  expect(tree.map(({ label, description, expanded }) => [label, description, expanded])).toEqual([
    ['digits', '2 runs', true],
    ['cnn', '1 run', false],
  ]);
  expect(tree[0]?.children.map(({ label }) => label)).toEqual(['run c', 'run a']);
});

test('marks the best initializer and gives its figure on the run', () => {
  const node = only([run('a')], { summaryOf });
  expect(node.description).toBe('heNormal 97.1 % · 6 minutes ago');
  expect(node.children.map(({ icon, description }) => [icon.id, description])).toEqual([
    ['warning', '10.0 % · chance'],
    ['star-full', 'best 97.1 %'],
  ]);
});

test('a run that is called by its start is not said to be so old as well', () => {
  expect(only([run('a', { name: 'a' })], { summaryOf }).description).toBe('heNormal 97.1 %');
});

test('a run of this window shows its progress and takes commands', () => {
  let session = next(newSession(1, 'digits', '/w/c.yaml'), { type: 'started', run: started });
  session = next(session, { type: 'progress', progress: progress(84) });
  const live = run('a', { state: 'running', trials: [trial('zeros', { state: 'running', step: 42 })] });
  const node = only([live], { sessionOf: () => session });
  expect(node).toMatchObject({ context: 'run.here.running', expanded: true, icon: { id: 'loading~spin' } });
  expect(node.description).toBe('42% · 1 min 20 s left');
});

test('a run of another process shows its progress but takes no commands', () => {
  const trials = [trial('zeros'), trial('heNormal', { state: 'running', step: 20 })];
  const node = only([run('a', { state: 'running', trials })]);
  expect(node).toMatchObject({ context: 'run.elsewhere.running', description: '60%' });
  expect(node.children[1]).toMatchObject({ description: '20%', icon: { id: 'loading~spin' } });
});

test('divergence is shown on the initializer, with where it began', () => {
  const divergence = { step: 17, tensor: 'dense_2/kernel' };
  const node = only([
    run('a', { trials: [trial('zeros', { state: 'diverged', divergence }), trial('heNormal')] }),
  ]);
  expect(node.tooltip).toContain('1 of 2 trials diverged');
  expect(node.children[0]).toMatchObject({ description: 'diverged', icon: { id: 'flame' } });
  expect(node.children[0]?.tooltip).toContain('diverged at step 17');
});

test('what an interrupted run left unfinished is not shown as running', () => {
  const trials = [trial('zeros'), trial('heNormal', { state: 'running', step: 20 })];
  const failure = { message: 'The trainer process was killed.', log: [] };
  const node = only([run('a', { state: 'interrupted', trials, failure })]);
  expect(node).toMatchObject({ icon: { id: 'warning' }, context: 'run.elsewhere.resumable.ended' });
  expect(node.children.map(({ icon }) => icon.id)).toEqual(['pass-filled', 'warning']);
  expect(node.tooltip).toContain('The trainer process was killed');
});

test('a run that cannot be read is listed, with the reason', () => {
  const node = only([
    { kind: 'unreadable', id: 'a', folder: '/w/a', experiment: 'digits', reason: 'run.json is gone' },
  ]);
  expect(node).toMatchObject({ description: 'cannot be read', children: [] });
  expect(node.tooltip).toContain('gone');
});

test('rows keep their ids across refreshes and differ from each other', () => {
  const ids = (nodes: readonly Node[]): string[] =>
    nodes.flatMap(({ id, children }) => [id, ...ids(children)]);
  const all = ids(treeOf([run('b'), run('a'), run('a', {}, 'cnn')]));
  expect(new Set(all).size).toBe(all.length);
  expect(ids(treeOf([run('b'), run('a'), run('a', {}, 'cnn')]))).toEqual(all);
});

test('a run without a name of its own goes by its start', () => {
  const { label, tooltip } = only([run('2026-11-22T10-00-00-abcd', { name: '2026-11-22T10-00-00-abcd' })]);
  expect(label).toMatch(/00:00/);
  expect(label).not.toContain('abcd');
  expect(tooltip).toContain('abcd');
});

test('pinned runs stand first and once, with their tags and note', () => {
  const pinned = run('a', { pinned: true, tags: ['base'], note: 'with *bias*' }, 'cnn');
  const tree = treeOf([run('b'), pinned]);
  expect(tree.map(({ label, description }) => [label, description])).toEqual([
    ['Pinned', '1 run'],
    ['digits', '1 run'],
  ]);
  expect(tree[0]?.children[0]?.description).toBe('cnn · #base · 6 minutes ago');
  expect(tree[0]?.children[0]?.tooltip).toContain('with \\*bias\\*');
});

test('gathers the runs of a sweep under one row, which shows the heatmap', () => {
  const axes = [
    { name: 'depth', values: [1, 2] },
    { name: 'stddev', values: [0.1] },
  ];
  const point = (id: string, at: number, changes: Partial<RunManifest> = {}): ReadableRun =>
    run(id, { sweep: { id: 's', axes, at: [at, 0] }, ...changes });
  const children = (entries: Runs['entries']): readonly Node[] => treeOf(entries)[0]?.children ?? [];
  const [alone, sweep, ...more] = children([run('d'), point('c', 1), point('b', 0), run('a')]);
  expect(alone?.label).toBe('run d');
  expect(sweep).toMatchObject({
    kind: 'sweep',
    label: 'depth × stddev',
    description: 'sweep, 2 of 2 runs',
    context: 'sweep',
    run: { tab: 'sweep' },
  });
  expect(sweep?.children.map(({ label }) => label)).toEqual(['run c', 'run b']);
  expect(more.map(({ label }) => label)).toEqual(['run a']);
  expect(treeOf([point('c', 1), point('b', 0)])[0]?.description).toBe('2 runs');

  expect(children([point('c', 1)])[0]).toMatchObject({
    description: 'sweep, 1 of 2 runs',
    context: 'sweep.unfinished',
  });
  const stopped = { state: 'stopped' as const, trials: [trial('zeros', { state: 'stopped' })] };
  expect(children([point('c', 1, stopped), point('b', 0)])[0]?.context).toBe('sweep.unfinished');
  expect(children([point('c', 1, { state: 'running' })])[0]).toMatchObject({
    context: 'sweep',
    icon: { id: 'loading~spin' },
  });
});
