import type { TrialId } from '../../shared/metrics';
import type { Shift } from '../crew/assign';

/** Milliseconds of an update with the threads of a worker among others, and with all threads. */
export interface ThreadTimes {
  readonly side: number;
  readonly all: number;
}

const countOf = (shifts: readonly Shift[]): number =>
  shifts.reduce((count, { trials }) => count + trials.length, 0);

/**
 * Whether all threads on one trial after the other could be faster than workers side by side: only where there are too
 * few trials for the cores, since a worker that has done its own takes over others' (`src/trainer/crew/handover.ts`).
 */
export const mayGainByThreads = (shifts: readonly Shift[], cores: number): boolean =>
  shifts.length * (shifts[0]?.threads ?? 1) < cores;

/** Whether they are, where each worker has one trial. */
export const threadsGain = (shifts: readonly Shift[], { side, all }: ThreadTimes): boolean =>
  countOf(shifts) * all < side;

/** One worker that trains one trial after the other. */
export const allInOne = (trials: readonly TrialId[], cores: number): readonly Shift[] => [
  { trials, threads: cores },
];
