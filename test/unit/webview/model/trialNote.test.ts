import { describe, expect, it } from 'vitest';
import type { TrialManifest } from '../../../../src/runs/run';
import { trialNote } from '../../../../webview/model/trialNote';
import { manifestOf } from './scenes';

const note = (states: readonly Partial<TrialManifest>[], state: 'running' | 'finished' = 'finished') =>
  trialNote(
    manifestOf(['a'], [0], {
      state,
      trials: states.map((more, seed) => ({ initializer: 'a', seed, state: 'finished', step: 9, ...more })),
    }),
    'a',
  );

describe('trialNote', () => {
  it('says where all diverged, or how many did', () => {
    const diverged = { state: 'diverged' as const, divergence: { step: 7, tensor: 'dense_1' } };
    expect(note([diverged])).toBe('diverged at step 7');
    expect(note([diverged, {}])).toBe('1 of 2 seeds diverged');
  });

  it('says nothing of what went as planned', () => {
    expect(note([{}])).toBeUndefined();
  });

  it('tells waiting trials of a live run', () => {
    expect(note([{ state: 'waiting' }], 'running')).toBe('waiting');
  });
});
