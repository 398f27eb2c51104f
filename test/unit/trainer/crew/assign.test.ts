import { expect, test } from 'vitest';
import { assignTrials, trialsOf } from '../../../../src/trainer/crew/assign';
import { mergeProgress, noProgress } from '../../../../src/trainer/crew/mergeProgress';

const trials = ['zeros', 'heNormal', 'orthogonal'].map((initializer) => ({ initializer, seed: 1 }));

test('every trial goes to one worker, and no worker is left without', () => {
  const shifts = assignTrials(trials, 2);
  expect(shifts.map((shift) => shift.trials.map(({ initializer }) => initializer))).toEqual([
    ['zeros', 'orthogonal'],
    ['heNormal'],
  ]);
  expect(assignTrials(trials, 8)).toHaveLength(3);
});

test('workers side by side share out the cores, a trial that is alone has all of them', () => {
  expect(assignTrials(trials.slice(0, 2), 4).map(({ threads }) => threads)).toEqual([2, 2]);
  expect(assignTrials(trials, 4).map(({ threads }) => threads)).toEqual([1, 1, 1]);
  expect(assignTrials(trials.slice(0, 1), 4)).toEqual([{ threads: 4, trials: trials.slice(0, 1) }]);
  expect(assignTrials(trials, 1)).toEqual([{ threads: 1, trials }]);
});

test('trials are every initializer with every seed', () => {
  const experiment = { training: { seeds: [1, 2] }, initializers: [{ label: 'a' }, { label: 'b' }] };
  expect(trialsOf(experiment as unknown as Parameters<typeof trialsOf>[0])).toEqual([
    { initializer: 'a', seed: 1 },
    { initializer: 'b', seed: 1 },
    { initializer: 'a', seed: 2 },
    { initializer: 'b', seed: 2 },
  ]);
});

test('progress counts workers that have told nothing yet, and keeps the experiment’s order', () => {
  const running = { ...noProgress([trials[1]!], 100), done: 40, stepsPerSecond: 20, etaSeconds: 3 };
  const merged = mergeProgress([noProgress([trials[0]!, trials[2]!], 100), running], trials);
  expect(merged).toMatchObject({ done: 40, total: 300, stepsPerSecond: 20, etaSeconds: Infinity });
  expect(merged.trials.map(({ initializer }) => initializer)).toEqual(['zeros', 'heNormal', 'orthogonal']);
});
