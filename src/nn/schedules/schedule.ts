import type { Fields, InferFields } from '../../schema/schema';
import type { Formula } from '../initializers/initializer';

/** Where training stands, counted from the end of the warm-up. */
export interface Elapsed {
  /** Updates made so far; 0 before the first. */
  readonly step: number;
  /** Updates that training makes in all. */
  readonly total: number;
}

/** One entry of the registry of learning-rate schedules. */
export interface LearningRateSchedule<F extends Fields = Fields> {
  readonly title: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly source: string;
  readonly parameters: F;
  /** What the optimizer's learning rate is multiplied with in the update that follows. */
  factor(parameters: InferFields<F>, elapsed: Elapsed): number;
}

export const defineSchedule = <F extends Fields>(entry: LearningRateSchedule<F>): LearningRateSchedule<F> =>
  entry;

export interface ScheduleSpec {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Updates over which the rate rises to the optimizer's, before the schedule starts; 0 = none. */
  readonly warmup: number;
}
