import type { TrialId } from '../../shared/metrics';
import type { Shift } from '../crew/assign';

/** Milliseconds of an update with the threads of a worker among others, and with all threads. */
export interface ThreadTimes {
  readonly side: number;
  readonly all: number;
}

const countOf = (shifts: readonly Shift[]): number =>
  shifts.reduce((count, { trials }) => count + trials.length, 0);
const longest = (shifts: readonly Shift[]): number => Math.max(...shifts.map(({ trials }) => trials.length));

/**
 * Whether all threads on one trial after the other could be faster than workers side by side: never where the workers
 * have equal shares and leave no core idle.
 */
export const mayGainByThreads = (shifts: readonly Shift[], cores: number): boolean =>
  longest(shifts) * cores > countOf(shifts) * (shifts[0]?.threads ?? 1);

/** Whether they are: the worker with the most trials ends last. */
export const threadsGain = (shifts: readonly Shift[], { side, all }: ThreadTimes): boolean =>
  countOf(shifts) * all < longest(shifts) * side;

/** One worker that trains one trial after the other. */
export const allInOne = (trials: readonly TrialId[], cores: number): readonly Shift[] => [
  { trials, threads: cores },
];
