import { expect, test } from 'vitest';
import { assignTrials } from '../../../../src/trainer/crew/assign';
import { mayGainByThreads, threadsGain } from '../../../../src/trainer/placement/threads';

const trials = (count: number): { initializer: string; seed: number }[] =>
  Array.from({ length: count }, (_, seed) => ({ initializer: 'heNormal', seed }));

test('nothing is timed where workers leave no core idle', () => {
  expect(mayGainByThreads(assignTrials(trials(10), 2), 2)).toBe(false);
  expect(mayGainByThreads(assignTrials(trials(1), 8), 8)).toBe(false);
  expect(mayGainByThreads(assignTrials(trials(2), 4), 4)).toBe(false);
  expect(mayGainByThreads(assignTrials(trials(3), 2), 2)).toBe(false);
  expect(mayGainByThreads(assignTrials(trials(3), 4), 4)).toBe(true);
});

test('threads win if they share a step better than workers share the trials', () => {
  const shifts = assignTrials(trials(3), 4);
  expect(threadsGain(shifts, { side: 10, all: 3 })).toBe(true);
  expect(threadsGain(shifts, { side: 10, all: 4 })).toBe(false);
});
