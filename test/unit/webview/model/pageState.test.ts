import { describe, expect, it } from 'vitest';
import { INITIAL_STATE, isolated, restoreState, toggled } from '../../../../webview/model/pageState';

describe('restoreState', () => {
  it('gives back what was kept', () => {
    const state = {
      ...INITIAL_STATE,
      runFolder: '/runs/a',
      hiddenInitializers: ['zeros'],
      hiddenSeeds: [2],
      layer: 'dense_1',
      smoothing: 0.6,
      logScale: { loss: true },
      xAxis: 'epoch' as const,
      seedsAs: 'each' as const,
      hiddenSplits: ['train' as const],
      step: 50,
      tab: 'layers' as const,
      measure: 'dead',
      zoom: { step: [1, 2] as const },
    };
    expect(restoreState(structuredClone(state))).toEqual(state);
  });

  it('falls back where a field does not fit', () => {
    const state = restoreState({ smoothing: 7, xAxis: 'wall', hiddenSeeds: ['1', 1], logScale: { loss: 1 } });
    expect(state.smoothing).toBeLessThan(1);
    expect(state.xAxis).toBe('step');
    expect(state.hiddenSeeds).toEqual([1]);
    expect(state.logScale).toEqual({});
  });

  it.each([undefined, null, 'text', []])('starts afresh from %j', (kept) => {
    expect(restoreState(kept)).toEqual(INITIAL_STATE);
  });
});

describe('legend', () => {
  it('toggles', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });

  it('isolates one, and shows all again the second time', () => {
    const all = ['a', 'b', 'c'];
    const alone = isolated(all, [], 'b');
    expect(alone).toEqual(['a', 'c']);
    expect(isolated(all, alone, 'b')).toEqual([]);
  });
});
