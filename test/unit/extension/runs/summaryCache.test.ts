import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Experiment } from '../../../../src/experiment/experiment';
import { SummaryCache } from '../../../../src/extension/runs/summaryCache';
import type { RunManifest } from '../../../../src/runs/run';
import type { ReadableRun } from '../../../../src/runs/store/runStore';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function cacheOver(state: RunManifest['state']) {
  let manifest = {
    name: 'a',
    state,
    started: '2026-11-22T10:00:00Z',
    totalSteps: 10,
    experiment: {
      initializers: [{ label: 'zeros' }],
      model: { layers: [], outputs: 10 },
      training: { loss: 'softmaxCrossEntropy' },
      dataset: {},
    } as unknown as Experiment,
    trials: [{ initializer: 'zeros', seed: 1, state: 'running', step: 1 }],
  } as unknown as RunManifest;
  const poll = vi.fn(() => Promise.resolve({ series: [], findings: [], notes: [] }));
  const open = vi.fn(() => ({
    get manifest() {
      return manifest;
    },
    poll,
    find: () => undefined,
    findings: [],
  }));
  const failed = vi.fn();
  const cache = new SummaryCache({ open, failed, interval: 2000 });
  const changed = vi.fn();
  cache.changed.listen(changed);
  const run = (): ReadableRun => ({ kind: 'run', id: 'a', folder: '/runs/a', experiment: 'x', manifest });
  const become = (change: Partial<RunManifest>): void => void (manifest = { ...manifest, ...change });
  return { cache, open, poll, failed, changed, run, become };
}

test('a run that has ended is read once, in the background', async () => {
  const { cache, open, changed, run } = cacheOver('finished');
  expect(cache.get(run())).toBeUndefined();
  await vi.advanceTimersByTimeAsync(10);
  expect(changed).toHaveBeenCalledTimes(1);
  expect(cache.get(run())?.initializers).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(open).toHaveBeenCalledTimes(1);
  cache.dispose();
});

test('a run under way is followed until it ends', async () => {
  const { cache, open, poll, changed, run, become } = cacheOver('running');
  cache.get(run());
  await vi.advanceTimersByTimeAsync(10);
  become({ trials: [{ initializer: 'zeros', seed: 1, state: 'running', step: 5 }] });
  await vi.advanceTimersByTimeAsync(2000);
  expect(changed).toHaveBeenCalledTimes(2);
  expect(cache.get(run())?.initializers[0]?.steps).toBe(5);

  become({ state: 'finished', ended: '2026-11-22T10:01:00Z' });
  await vi.advanceTimersByTimeAsync(2000);
  const polls = poll.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).toHaveBeenCalledTimes(polls);
  expect(open).toHaveBeenCalledTimes(1);
  cache.dispose();
});

test('a run that cannot be read is told, and does not stop the others', async () => {
  const { cache, poll, failed, run } = cacheOver('finished');
  poll.mockRejectedValueOnce(new Error('run.json is gone'));
  cache.get(run());
  await vi.advanceTimersByTimeAsync(10);
  expect(failed).toHaveBeenCalledWith('/runs/a', expect.objectContaining({ message: 'run.json is gone' }));
  expect(await cache.read('/runs/a')).toBeDefined();
  cache.dispose();
});
