import { expect, test } from 'vitest';
import { mergeProgress, moveTrial, noProgress } from '../../../../src/trainer/crew/mergeProgress';

const [a, b, c] = ['a', 'b', 'c'].map((initializer) => ({ initializer, seed: 1 })) as [
  { initializer: string; seed: number },
  { initializer: string; seed: number },
  { initializer: string; seed: number },
];

test('a trial that moves from one worker to another is told once, and counts what it has done', () => {
  const parts = [noProgress([a, c], 10), noProgress([b], 10)].map((part) => ({
    ...part,
    done: 4 * part.trials.length,
    trials: part.trials.map((trial) => ({ ...trial, state: 'running' as const, step: 4 })),
  }));
  const moved = moveTrial(parts, c, 0, 1, 10);
  expect(moved.map(({ trials, done, total }) => [trials.length, done, total])).toEqual([
    [1, 4, 10],
    [2, 8, 20],
  ]);
  const before = mergeProgress(parts, [a, b, c]);
  expect(mergeProgress(moved, [a, b, c])).toEqual(before);
  expect(before.trials.map(({ initializer }) => initializer)).toEqual(['a', 'b', 'c']);
});
