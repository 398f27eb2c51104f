import { beforeEach, expect, test } from 'vitest';
import { createLiveFeed } from '../../../src/trainer/liveFeed';
import type { LiveFeed } from '../../../src/trainer/liveFeed';
import type { MetricsBatch, Progress } from '../../../src/trainer/protocol';

const trial = { initializer: 'heNormal', seed: 1 };
const point = (step: number) =>
  ({ split: 'train', tag: 'loss', step, wallTime: step / 10, value: step / 2 }) as const;
const progress = (done: number): Progress => ({
  done,
  total: 100,
  stepsPerSecond: 1,
  etaSeconds: 1,
  trials: [],
});

let now: number;
let batches: MetricsBatch[];
let progresses: number[];
let feed: LiveFeed;

beforeEach(() => {
  now = 0;
  batches = [];
  progresses = [];
  const peer = {
    metrics: (batch: MetricsBatch) => void batches.push(batch),
    progress: (sent: Progress) => void progresses.push(sent.done),
  };
  feed = createLiveFeed(peer, () => now);
});

test('sends at most ten messages a second, each with the points since the last', () => {
  for (let step = 0; step < 1000; step++) {
    now = step;
    feed.scalar(trial, point(step));
    feed.progress(progress(step));
    feed.handled(1);
    feed.tick();
  }
  expect(batches).toHaveLength(10);
  expect(progresses).toHaveLength(10);
  expect(batches[1]).toMatchObject({ firstName: 1, names: [], dropped: 0 });
  expect([...batches[1]!.steps]).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  expect(batches[0]!.names).toEqual(['heNormal/seed-1/train/loss']);
});

test('tells only what has been saved', () => {
  const saved: number[] = [];
  for (let step = 0; step < 1000; step++) {
    now = step;
    feed.scalar(trial, point(step));
    feed.progress(progress(step));
    feed.tick(() => {
      expect(progresses).toHaveLength(saved.length); // nothing of this time has been told yet
      saved.push(step);
    });
  }
  expect(saved.slice(0, progresses.length)).toEqual(progresses);
  expect(progresses.length).toBeGreaterThan(1);
});

test('waits for a slow host, drops the oldest points and says how many', () => {
  const points = 100_000;
  for (let step = 0; step < points; step++) {
    now += 100;
    feed.scalar(trial, point(step));
    feed.tick();
  }
  expect(batches).toHaveLength(4);
  feed.handled(4);
  now += 100;
  feed.tick();
  const last = batches[4]!;
  expect(last.steps.at(-1)).toBe(points - 1);
  expect(last.dropped + batches.reduce((sum, batch) => sum + batch.steps.length, 0)).toBe(points);
});

test('the end of a run is told to a host that is behind', () => {
  for (let step = 0; step < 10; step++) {
    now += 100;
    feed.scalar(trial, point(step));
    feed.progress(progress(step));
    feed.tick();
  }
  feed.flush();
  expect(batches.at(-1)!.steps.at(-1)).toBe(9);
  expect(progresses.at(-1)).toBe(9);
});
