import { describe, expect, it } from 'vitest';
import type { SeriesKey } from '../../../../webview/contract';
import { SeriesStore } from '../../../../webview/model/seriesStore';

const key: SeriesKey = { initializer: 'heNormal', seed: 0, split: 'train', tag: 'loss' };
const delta = (steps: readonly number[], values: readonly number[], reset = false, of = key) => ({
  key: of,
  reset,
  steps: Float64Array.from(steps),
  values: Float32Array.from(values),
  wallTimes: Float64Array.from(steps, (step) => 100 + step),
});

describe('SeriesStore', () => {
  it('joins deltas of one series', () => {
    const store = new SeriesStore();
    store.apply([delta([0, 1], [3, 2])]);
    store.apply([delta([2], [1])]);
    expect([...(store.find(key)?.steps ?? [])]).toEqual([0, 1, 2]);
    expect([...(store.find(key)?.values ?? [])]).toEqual([3, 2, 1]);
  });

  it('forgets what it knew on reset', () => {
    const store = new SeriesStore();
    store.apply([delta([0, 1], [3, 2])]);
    store.apply([delta([0], [9], true)]);
    expect([...(store.find(key)?.values ?? [])]).toEqual([9]);
  });

  it('keeps trials, splits and tags apart', () => {
    const store = new SeriesStore();
    store.apply([delta([0], [1]), delta([0], [2], false, { ...key, seed: 1 })]);
    expect(store.find({ ...key, seed: 1 })?.values[0]).toBe(2);
    expect(store.find({ ...key, split: 'validation' })).toBeUndefined();
  });

  it('lists layers and steps of a statistic', () => {
    const store = new SeriesStore();
    const probe = { ...key, split: 'probe' as const };
    store.apply([
      delta([0, 50], [1, 1], false, { ...probe, tag: 'dead_units/dense_1' }),
      delta([0, 20], [1, 1], false, { ...probe, tag: 'dead_units/dense_2' }),
    ]);
    expect([...store.subjectsOf('dead_units')]).toEqual(['dense_1', 'dense_2']);
    expect(store.stepsOf('probe')).toEqual([0, 20, 50]);
  });

  it('counts a trial’s time from its first point in any series', () => {
    const store = new SeriesStore();
    store.apply([delta([5], [1]), delta([2], [1], false, { ...key, split: 'validation' })]);
    expect(store.startOf('heNormal', 0)).toBe(102);
  });
});
