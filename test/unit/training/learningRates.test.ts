import { expect, test } from 'vitest';
import { learningRates } from '../../../src/nn/schedules/rate';
import type { Scheduled } from '../../../src/nn/schedules/rate';
import { rateTags } from '../../../src/training/learningRates';

const TOTAL = 10;

function recorded(learningRate: Scheduled['learningRate']): Record<string, (readonly [number, number])[]> {
  const scheduled: Scheduled = {
    optimizer: { name: 'sgd', parameters: { learningRate: 1 } },
    groups: [
      { pattern: 'a_*', layers: ['a_1'], optimizer: { name: 'sgd', parameters: { learningRate: 0.5 } } },
    ],
    ...(learningRate && { learningRate }),
  };
  const at = rateTags(scheduled, (step) => learningRates(scheduled, step, TOTAL), TOTAL);
  const points: Record<string, (readonly [number, number])[]> = {};
  for (let step = 0; step < TOTAL; step++)
    for (const [tag, rate] of Object.entries(at(step))) (points[tag] ??= []).push([step, rate]);
  return points;
}

test('a constant rate is recorded at its two ends, for each group of its own', () => {
  expect(recorded(undefined)).toEqual({
    learning_rate: [
      [0, 1],
      [9, 1],
    ],
    'learning_rate/a_*': [
      [0, 0.5],
      [9, 0.5],
    ],
  });
});

test('a step is recorded at both its sides, a smooth decay everywhere', () => {
  const step = recorded({ name: 'step', parameters: { every: 4, factor: 0.5 }, warmup: 0 });
  expect(step['learning_rate']?.map(([at]) => at)).toEqual([0, 3, 4, 7, 8, 9]);
  const smooth = recorded({ name: 'cosine', parameters: { final: 0 }, warmup: 0 });
  expect(smooth['learning_rate']).toHaveLength(TOTAL);
});
