import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RunFeed } from '../../../../src/extension/panel/feed';
import type { FeedOptions } from '../../../../src/extension/panel/feed';
import type { RunManifest } from '../../../../src/runs/run';
import { newSession, next } from '../../../../src/extension/sessions/session';
import { Series } from '../../../../src/runs/store/series';
import { StepPool } from '../../../../src/runs/store/stepPool';
import type { SeriesDelta } from '../../../../src/runs/store/series';
import type { HostMessage } from '../../../../webview/contract';
import { progress, started } from '../sessions/fixtures';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A run whose files are the test: `add` appends points, which the next poll finds. */
function feedOver(state: RunManifest['state'], count = 1) {
  const all = Array.from(
    { length: count },
    (_, seed) => new Series({ initializer: 'heNormal', seed, split: 'train', tag: 'loss' }, new StepPool()),
  );
  const manifest = { id: 'r1', name: 'my run', state, experiment: { name: 'digits' } } as RunManifest;
  let gone = false;
  const reader: FeedOptions['reader'] = {
    folder: '/w/r1',
    manifest,
    findings: [],
    histogramTags: () => ['activations/dense_1', 'activations/dense_10', 'weights/dense_1/kernel'],
    readHistograms: (_, tags) =>
      Promise.resolve(
        new Map(
          tags.map((tag) => [
            tag,
            [
              {
                split: 'probe',
                tag,
                step: 5,
                wallTime: 0,
                edges: Float64Array.of(0, 1),
                counts: Float64Array.of(9),
              },
            ],
          ]),
        ),
      ),
    *series() {
      yield* all;
    },
    poll: () => {
      if (gone) return Promise.reject(new Error('run.json is gone'));
      const deltas = all.map((series) => series.takeDelta()).filter((delta) => delta !== undefined);
      return Promise.resolve({ series: deltas, findings: [], notes: [] });
    },
  };
  const sent: HostMessage[] = [];
  const page = { stuck: false };
  const feed = new RunFeed({
    reader,
    send: (message) => {
      sent.push(message);
      if (!page.stuck && (message.type === 'manifest' || message.type === 'series')) feed.handled();
    },
    named: () => undefined,
    warn: () => undefined,
  });
  const add = (step: number): void => all.forEach((series) => series.append(step, step, step / 10));
  return { feed, sent, add, page, lose: () => (gone = true) };
}

const deltasOf = (sent: readonly HostMessage[]): SeriesDelta[] =>
  sent.flatMap((message) => (message.type === 'series' ? message.deltas : []));
/** What a page holds after these messages. */
function pageOf(sent: readonly HostMessage[]): number[] {
  let steps: number[] = [];
  for (const delta of deltasOf(sent)) steps = [...(delta.reset ? [] : steps), ...delta.steps];
  return steps;
}

test('a page that says it listens is sent everything, then only what is new', async () => {
  const { feed, sent, add } = feedOver('running');
  add(1);
  add(2);
  feed.ready();
  await vi.advanceTimersByTimeAsync(50);
  expect(sent[0]).toMatchObject({ type: 'manifest', runFolder: '/w/r1' });
  expect(pageOf(sent)).toEqual([1, 2]);
  add(3);
  await vi.advanceTimersByTimeAsync(200);
  expect(deltasOf(sent).map(({ reset, steps }) => [reset, [...steps]])).toEqual([
    [true, [1, 2]],
    [false, [3]],
  ]);
  feed.dispose();
});

test('sends at most ten times a second', async () => {
  const { feed, sent, add } = feedOver('running');
  feed.ready();
  await vi.advanceTimersByTimeAsync(50);
  sent.length = 0;
  for (let step = 1; step <= 100; step++) {
    add(step);
    await vi.advanceTimersByTimeAsync(10);
  }
  const messages = sent.filter(({ type }) => type === 'series').length;
  expect(messages).toBeGreaterThan(5);
  expect(messages).toBeLessThanOrEqual(10);
  feed.dispose();
});

test('a page that was hidden is sent everything again, no point twice', async () => {
  const { feed, sent, add } = feedOver('running');
  add(1);
  feed.ready();
  await vi.advanceTimersByTimeAsync(50);
  feed.hidden();
  add(2);
  sent.length = 0;
  await vi.advanceTimersByTimeAsync(500);
  expect(sent).toEqual([]);
  feed.ready();
  await vi.advanceTimersByTimeAsync(500);
  expect(pageOf(sent)).toEqual([1, 2]);
  feed.dispose();
});

test('a page that is stuck is sent nothing, and all in order once it is back', async () => {
  const { feed, sent, add, page } = feedOver('running');
  const running = next(newSession(1, 'digits', '/w/digits.yaml'), { type: 'started', run: started });
  page.stuck = true;
  feed.ready();
  await vi.advanceTimersByTimeAsync(50);
  for (let step = 1; step <= 1000; step++) {
    add(step);
    feed.progress(next(running, { type: 'progress', progress: progress(step) }));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(sent.map(({ type }) => type)).toEqual(['manifest', 'series']);
  page.stuck = false;
  feed.handled();
  feed.handled();
  await vi.advanceTimersByTimeAsync(200);
  expect(pageOf(sent)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
  expect(sent.filter(({ type }) => type === 'progress').at(-1)).toMatchObject({ progress: { done: 1000 } });
  feed.dispose();
});

test('no message carries more buffers than VS Code can count', async () => {
  const { feed, sent, add } = feedOver('finished', 500);
  add(1);
  feed.ready();
  await vi.advanceTimersByTimeAsync(50);
  expect(deltasOf(sent)).toHaveLength(500);
  for (const message of sent)
    if (message.type === 'series') expect(3 * message.deltas.length).toBeLessThan(250);
  feed.dispose();
});

test('a run that is gone is told once', async () => {
  const { feed, sent, lose } = feedOver('running');
  lose();
  feed.ready();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toEqual([{ type: 'unavailable', reason: 'run.json is gone' }]);
  feed.dispose();
});

test('a page can control a run of this window before its trainer has reported, and no run of any other', () => {
  const { feed, sent } = feedOver('running');
  feed.ready();
  const running = next(newSession(1, 'digits', '/w/digits.yaml'), { type: 'started', run: started });
  feed.progress(undefined);
  feed.progress(running);
  feed.progress(next(running, { type: 'progress', progress: progress(50) }));
  expect(sent).toEqual([
    { type: 'progress', progress: undefined },
    { type: 'progress', progress: { stepsPerSecond: 0, etaSeconds: 0, done: 0, total: 0 } },
    { type: 'progress', progress: { stepsPerSecond: 12.5, etaSeconds: 80, done: 50, total: 200 } },
  ]);
  feed.dispose();
});

test('a page is sent the histograms of the layer it asks for, and no other', async () => {
  const { feed, sent } = feedOver('finished');
  feed.ready();
  await vi.advanceTimersByTimeAsync(50);
  feed.histograms({ layer: 'dense_1', trials: [{ initializer: 'heNormal', seed: 0 }] });
  await vi.advanceTimersByTimeAsync(50);
  const [message] = sent.filter(({ type }) => type === 'histograms');
  expect(message).toMatchObject({
    layer: 'dense_1',
    trial: { initializer: 'heNormal', seed: 0 },
    histograms: [
      {
        tag: 'activations/dense_1',
        steps: Float64Array.of(5),
        bins: Uint32Array.of(1),
        counts: Float64Array.of(9),
      },
      { tag: 'weights/dense_1/kernel' },
    ],
  });
});

test('a page that is closed while files are read leaves no timer behind', async () => {
  const { feed } = feedOver('finished');
  feed.ready();
  feed.dispose();
  await vi.advanceTimersByTimeAsync(50);
  expect(vi.getTimerCount()).toBe(0);
});
