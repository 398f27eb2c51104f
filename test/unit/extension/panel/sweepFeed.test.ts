import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SweepFeed } from '../../../../src/extension/panel/sweepFeed';
import type { SweepFeedOptions } from '../../../../src/extension/panel/sweepFeed';
import type { RunManifest } from '../../../../src/runs/run';
import type { RunEntry } from '../../../../src/runs/store/runStore';
import type { SweepFacts } from '../../../../src/runs/sweep/facts';
import { manifestOf } from '../../webview/model/scenes';

const AXES = [{ name: 'depth', values: [1, 2] }];

const run = (at: number, more: Partial<RunManifest> = {}): RunEntry => ({
  kind: 'run',
  id: `r${at}`,
  folder: `/runs/r${at}`,
  experiment: 'e',
  manifest: manifestOf(['good'], [1], { id: `r${at}`, sweep: { id: 's', axes: AXES, at: [at] }, ...more }),
});
const other = run(0, { sweep: { id: 'another', axes: AXES, at: [0] } });

function feedOf(entries: readonly RunEntry[]) {
  const state = { entries, accuracy: 0.5 };
  const sent: SweepFacts[] = [];
  const polls: string[] = [];
  const options: SweepFeedOptions = {
    folder: '/runs/r0',
    entries: () => Promise.resolve(state.entries),
    openRun: (folder) => ({
      poll: () => {
        polls.push(folder);
        return Promise.resolve({ series: [], findings: [], notes: [] });
      },
      get manifest() {
        return manifestOf(['good'], [1]);
      },
      find: ({ tag }) =>
        tag === 'accuracy'
          ? {
              steps: Float64Array.of(0),
              values: Float32Array.of(state.accuracy),
              wallTimes: Float64Array.of(0),
            }
          : undefined,
    }),
    send: ({ facts }) => void sent.push(facts),
    warn: (message) => {
      throw new Error(message);
    },
  };
  return { feed: new SweepFeed(options), state, sent, polls };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const accuracies = ({ points }: SweepFacts): unknown[] =>
  points.map(({ at, initializers }) => [...at, initializers[0]?.accuracy]);

test('tells what the runs of the sweep came to, and of no other; a run that has ended is read once', async () => {
  const { feed, sent, polls, state } = feedOf([run(1), run(0), { ...other, folder: '/runs/other' }]);
  feed.ready();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.map(accuracies)).toEqual([
    [
      [1, 0.5],
      [0, 0.5],
    ],
  ]);
  state.entries = [...state.entries];
  feed.changed();
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent).toHaveLength(1);
  expect(polls).toEqual(['/runs/r1', '/runs/r0']);
});

test('follows runs under way, and says nothing that is not new', async () => {
  const { feed, sent, state } = feedOf([run(0, { state: 'running' })]);
  feed.ready();
  await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(3000);
  expect(sent).toHaveLength(1);
  state.accuracy = 0.75;
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.map(accuracies)).toEqual([[[0, 0.5]], [[0, 0.75]]]);
  feed.hidden();
  state.accuracy = 0.25;
  await vi.advanceTimersByTimeAsync(3000);
  expect(sent).toHaveLength(2);
  feed.ready();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toHaveLength(3);
  feed.dispose();
});

test('a page whose run is in no sweep is told nothing', async () => {
  const alone = run(0);
  if (alone.kind !== 'run') throw new Error('not a run');
  const { sweep, ...manifest } = alone.manifest;
  expect(sweep).toBeDefined();
  const { feed, sent } = feedOf([{ ...alone, manifest }]);
  feed.ready();
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent).toEqual([]);
});
