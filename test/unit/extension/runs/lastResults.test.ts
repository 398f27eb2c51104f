import { expect, test } from 'vitest';
import { describeDataset } from '../../../../src/data/registry';
import type { Experiment } from '../../../../src/experiment/experiment';
import { parseExperiment } from '../../../../src/experiment/parse';
import { trainedAs } from '../../../../src/experiment/trained';
import { lastResults } from '../../../../src/extension/runs/lastResults';
import type { RunManifest, RunState } from '../../../../src/runs/run';
import type { ReadableRun } from '../../../../src/runs/store/runStore';
import type { InitializerSummary, RunSummary } from '../../../../src/runs/summary';
import type { VerdictCode } from '../../../../src/runs/verdict';

const experiment = (initializers: string, more = ''): Experiment => {
  const text = `dataset: xor\nmodel: { layers: [{ dense: 8 }, { dense: 2 }] }\ninitializers: ${initializers}\n${more}`;
  const { experiment: read } = parseExperiment(text, { path: '/w/a.initscope.yaml', describeDataset });
  if (read === undefined) throw new Error(text);
  return read;
};

const wanted = (one: Experiment): string[] => one.initializers.map(trainedAs(one));

const run = (id: string, of: Experiment, state: RunState = 'finished'): ReadableRun => ({
  kind: 'run',
  id,
  folder: `/runs/${id}`,
  experiment: of.name,
  // as read from disk
  manifest: JSON.parse(JSON.stringify({ state, experiment: of })) as RunManifest,
});

const summary = (initializer: string, code: VerdictCode, accuracy?: number): InitializerSummary => {
  const value = { mean: accuracy ?? NaN, finite: 1, count: 1 };
  const figures = accuracy === undefined ? {} : { accuracy: { final: value, best: value } };
  return { initializer, trials: [], steps: 1, verdict: { code, text: '' }, best: false, ...figures };
};

const summaries =
  (byRun: Readonly<Record<string, readonly InitializerSummary[]>>) =>
  ({ id, manifest }: ReadableRun): RunSummary | undefined =>
    byRun[id] && { manifest, findings: [], initializers: byRun[id] };

const BOTH = experiment('[heNormal, zeros]');

test('each initializer has its result from the newest run that trained it', () => {
  const runs = [run('b', experiment('[zeros]')), run('a', BOTH)];
  const summaryOf = summaries({
    a: [summary('heNormal', 'learned', 0.9), summary('zeros', 'chance', 0.4)],
    b: [summary('zeros', 'chance', 0.5)],
  });
  expect(lastResults(runs, wanted(BOTH), summaryOf)).toEqual([
    { folder: '/runs/a', state: 'finished', figure: { metric: 'accuracy', value: 0.9 }, best: true },
    { folder: '/runs/b', state: 'finished', figure: { metric: 'accuracy', value: 0.5 } },
  ]);
});

test('a run of another experiment, though of the same file and label, does not count', () => {
  const summaryOf = summaries({ a: [summary('heNormal', 'learned', 0.9), summary('zeros', 'chance', 0.4)] });
  const edited = experiment('[heNormal, zeros]', 'training: { epochs: 7 }\n');
  expect(lastResults([run('a', BOTH)], wanted(edited), summaryOf)).toEqual([null, null]);
  const otherScale = experiment('[{ randomNormal: { stddev: 1 }, label: zeros }]');
  expect(lastResults([run('a', BOTH)], wanted(otherScale), summaryOf)).toEqual([null]);
});

test('what changes no figure does not matter: labels, engine, telemetry, checkpoints', () => {
  const summaryOf = summaries({ a: [summary('heNormal', 'learned', 0.9), summary('zeros', 'chance', 0.4)] });
  const same = experiment(
    '[{ heNormal: {}, label: He }]',
    'engine: wasm\ntelemetry: { probeSamples: 16 }\ntraining: { checkpoint: false }\n',
  );
  expect(lastResults([run('a', BOTH)], wanted(same), summaryOf)).toMatchObject([{ folder: '/runs/a' }]);
});

test('the best is the best of all runs in question, and nothing that only guessed', () => {
  const runs = [run('b', experiment('[glorotNormal]')), run('a', BOTH)];
  const all = wanted(experiment('[heNormal, zeros, glorotNormal]'));
  const bestOf = (he: VerdictCode, glorot: number) =>
    lastResults(
      runs,
      all,
      summaries({
        a: [summary('heNormal', he, 0.9), summary('zeros', 'chance', 0.99)],
        b: [summary('glorotNormal', 'learned', glorot)],
      }),
    ).map((one) => one?.best ?? false);
  expect(bestOf('learned', 0.95)).toEqual([false, false, true]);
  expect(bestOf('learned', 0.8)).toEqual([true, false, false]);
  expect(bestOf('diverged', 0.8)).toEqual([false, false, true]);
});

test('of equal accuracies the one with the lower loss is the best, as within a run', () => {
  const withLoss = (initializer: string, mean: number): InitializerSummary => {
    const value = { mean, finite: 1, count: 1 };
    return { ...summary(initializer, 'learned', 0.9), loss: { final: value, best: value } };
  };
  const both = experiment('[glorotNormal, heNormal]');
  const summaryOf = summaries({ a: [withLoss('glorotNormal', 0.4), withLoss('heNormal', 0.3)] });
  const found = lastResults([run('a', both)], wanted(both), summaryOf);
  expect(found.map((one) => one?.best ?? false)).toEqual([false, true]);
});

test('of a run under way there is what it has measured so far', () => {
  const live = [run('a', BOTH, 'running')];
  expect(lastResults(live, wanted(BOTH), () => undefined)).toEqual([
    { folder: '/runs/a', state: 'running' },
    { folder: '/runs/a', state: 'running' },
  ]);
  const summaryOf = summaries({ a: [summary('heNormal', 'running', 0.3), summary('zeros', 'waiting')] });
  expect(lastResults(live, wanted(BOTH), summaryOf)).toEqual([
    { folder: '/runs/a', state: 'running', figure: { metric: 'accuracy', value: 0.3 } },
    { folder: '/runs/a', state: 'running' },
  ]);
});
