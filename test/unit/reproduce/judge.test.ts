import { expect, it } from 'vitest';
import { judge } from '../../../src/reproduce/judge';
import { statisticOf } from '../../../src/runs/statistic';

it.each([
  ['accuracy', 0.965, [0.9645, 0.9655], 'reproduced'],
  ['accuracy', 0.965, [0.9585], 'reproduced'],
  ['accuracy', 0.965, [0.957], 'worse'],
  ['accuracy', 0.965, [0.98], 'better'],
  ['accuracy', 0.902, [0.85, 0.89, 0.93], 'within spread'],
  ['accuracy', 0.902, [0.85, 0.86, 0.87], 'worse'],
  ['accuracy', 0.902, [0.86, 0.92], 'worse'],
  ['loss', 0.25, [0.27], 'reproduced'],
  ['loss', 0.25, [0.3], 'worse'],
  ['loss', 0.25, [0.1], 'better'],
] as const)('%s, published %d, ours %j: %s', (kind, value, ours, judgement) => {
  expect(judge({ kind, value }, statisticOf(ours), true)).toBe(judgement);
});

it('is worse when a seed diverged, and no judgement on less data', () => {
  const diverged = statisticOf([0.97, NaN]);
  expect(judge({ kind: 'accuracy', value: 0.965 }, diverged, true)).toBe('worse');
  expect(judge({ kind: 'accuracy', value: 0.965 }, statisticOf([]), true)).toBe('worse');
  expect(judge({ kind: 'accuracy', value: 0.965 }, statisticOf([0.1]), false)).toBe('not judged');
});
