import { describe, expect, test } from 'vitest';
import type { OptimizerSpec } from '../../../../src/nn/optimizers/optimizer';
import { atFirstUpdate, learningRates, rateFactor } from '../../../../src/nn/schedules/rate';
import type { ScheduleSpec } from '../../../../src/nn/schedules/schedule';

const TOTAL = 100;
const factors = (schedule: ScheduleSpec | undefined, ...steps: number[]): number[] =>
  steps.map((step) => rateFactor(schedule, step, TOTAL));
const spec = (name: string, parameters = {}, warmup = 0): ScheduleSpec => ({ name, parameters, warmup });

describe('rateFactor', () => {
  test('stays 1 without a schedule and under a constant one', () => {
    expect(factors(undefined, 0, 50, 99)).toEqual([1, 1, 1]);
    expect(factors(spec('constant'), 0, 50, 99)).toEqual([1, 1, 1]);
  });

  test('steps down as PyTorch’s StepLR', () => {
    const seen = factors(spec('step', { every: 30, factor: 0.1 }), 0, 29, 30, 59, 60, 90);
    for (const [i, wanted] of [1, 1, 0.1, 0.1, 0.01, 0.001].entries())
      expect(seen[i]).toBeCloseTo(wanted, 12);
  });

  test('decays as Keras’ ExponentialDecay', () => {
    const seen = factors(spec('exponential', { every: 20, factor: 0.5 }), 0, 10, 20, 40);
    for (const [i, wanted] of [1, Math.SQRT1_2, 0.5, 0.25].entries()) expect(seen[i]).toBeCloseTo(wanted, 12);
  });

  test('falls along a cosine to its final share, over all of training or some of it', () => {
    const whole = factors(spec('cosine', { final: 0.2 }), 0, 50, 100);
    for (const [i, wanted] of [1, 0.6, 0.2].entries()) expect(whole[i]).toBeCloseTo(wanted, 12);
    const short = factors(spec('cosine', { final: 0, steps: 40 }), 20, 40, 99);
    for (const [i, wanted] of [0.5, 0, 0].entries()) expect(short[i]).toBeCloseTo(wanted, 12);
  });

  test('rises in equal parts first, and starts the schedule after them', () => {
    expect(factors(spec('step', { every: 30, factor: 0.1 }, 4), 0, 1, 3, 4, 33)).toEqual([
      0.25, 0.5, 1, 1, 1,
    ]);
    expect(factors(spec('step', { every: 30, factor: 0.5 }, 4), 34)).toEqual([0.5]);
    const [middle] = factors(spec('cosine', { final: 0 }, 20), 60);
    expect(middle).toBeCloseTo(0.5, 12);
  });
});

test('a schedule multiplies the rate of every optimizer alike', () => {
  const sgd = (learningRate: number): OptimizerSpec => ({ name: 'sgd', parameters: { learningRate } });
  const scheduled = {
    optimizer: sgd(0.2),
    groups: [{ pattern: 'a', layers: ['a'], optimizer: sgd(0.5) }],
    learningRate: spec('constant', {}, 10),
  };
  expect(learningRates(scheduled, 4, TOTAL)).toEqual([0.1, 0.25]);
  const first = atFirstUpdate(scheduled);
  expect(first.optimizer.parameters.learningRate).toBeCloseTo(0.02, 12);
  expect(first.groups?.[0]?.optimizer.parameters.learningRate).toBeCloseTo(0.05, 12);
});
