import { constant, cosine, exponential, step } from './decay';
import type { LearningRateSchedule } from './schedule';

/** Every learning-rate schedule, in the order to offer them. */
export const schedules = {
  constant,
  step,
  exponential,
  cosine,
} satisfies Readonly<Record<string, LearningRateSchedule>>;
