import type { Optimizing } from '../optimizers/groups';
import type { OptimizerSpec } from '../optimizers/optimizer';
import { entryOf } from '../parameters';
import { schedules } from './registry';
import type { LearningRateSchedule, ScheduleSpec } from './schedule';

/** Optimizers and how their learning rates change over time; without a schedule they do not. */
export interface Scheduled extends Optimizing {
  readonly learningRate?: ScheduleSpec;
}

/**
 * What all learning rates are multiplied with in the update that leads from `step` to `step + 1`. A warm-up of n
 * updates takes the shares 1/n, 2/n, …, 1 first.
 * Source of the warm-up: Goyal et al. (2017), "Accurate, Large Minibatch SGD", §2.2.
 * @param totalSteps updates that training makes in all, the warm-up included
 */
export function rateFactor(schedule: ScheduleSpec | undefined, step: number, totalSteps: number): number {
  if (schedule === undefined) return 1;
  const { name, parameters, warmup } = schedule;
  if (step < warmup) return (step + 1) / warmup;
  const entry = entryOf<LearningRateSchedule>(schedules, 'schedule', name);
  return entry.factor(parameters, { step: step - warmup, total: totalSteps - warmup });
}

/** Learning rates of an update: of the optimizer, then of each group's. */
export function learningRates(
  { optimizer, groups = [], learningRate }: Scheduled,
  step: number,
  totalSteps: number,
): readonly number[] {
  const factor = rateFactor(learningRate, step, totalSteps);
  return [optimizer, ...groups.map((group) => group.optimizer)].map(
    ({ parameters }) => factor * parameters.learningRate,
  );
}

/** The optimizers with the learning rates of the first update, for predictions. */
export function atFirstUpdate({ optimizer, groups = [], learningRate }: Scheduled): Optimizing {
  const factor = rateFactor(learningRate, 0, Infinity);
  const slowed = ({ name, parameters }: OptimizerSpec): OptimizerSpec => ({
    name,
    parameters: { ...parameters, learningRate: factor * parameters.learningRate },
  });
  return {
    optimizer: slowed(optimizer),
    groups: groups.map((group) => ({ ...group, optimizer: slowed(group.optimizer) })),
  };
}
