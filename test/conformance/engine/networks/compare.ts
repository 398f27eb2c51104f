import type { Observation } from './observe';

/** A value that is farther from the reference than allowed. */
export interface Difference {
  readonly name: string;
  readonly index: number;
  readonly got: number;
  readonly want: number;
  /** Of the largest magnitude expected. */
  readonly error: number;
}

/** Elements that may fall on the other side of a bin's edge, or of a threshold, by rounding. */
const STRAY = 1;

/** Counts in a packed histogram follow its outermost edges, see `binned`. */
const isCount = (name: string, index: number): boolean => name.startsWith('histograms/') && index > 1;

/** Largest distances allowed, of the largest magnitude in each tensor. */
export interface Tolerances {
  readonly values: number;
  /** Of what a step adds to its state: a weight near 1 is rounded to 6e-8, which is 6e-5 of an update of 1e-3. */
  readonly updates: number;
}

const isUpdate = (name: string): boolean => name.startsWith('state/') || name.startsWith('next state/');

/** What a tensor is measured by: its largest magnitude; a mean, which may cancel, by the root of its second moment. */
function scaleOf(name: string, all: Observation): number {
  const secondMoment = all[name.replace('_mean/', '_second_moment/')];
  if (name.includes('_mean/') && secondMoment) return Math.sqrt(secondMoment[0] ?? NaN);
  return Array.from(all[name] ?? []).reduce((most, x) => Math.max(most, Math.abs(x)), 1e-30);
}

/** The worst difference of each tensor that has one. Where all is 0, exactly 0 is expected. */
export const differences = (
  got: Observation,
  want: Observation,
  tolerances: Tolerances,
): readonly Difference[] =>
  Object.entries(want).flatMap(([name, expected]) => {
    const values = got[name] ?? [];
    const scale = scaleOf(name, want);
    const tolerance = isUpdate(name) ? tolerances.updates : tolerances.values;
    let worst: Difference | undefined;
    expected.forEach((x, index) => {
      const value = values[index] ?? NaN;
      const distance = Object.is(value, x) ? 0 : Math.abs(value - x);
      if (isCount(name, index) && distance <= STRAY) return;
      const error = distance / scale;
      if (!(error <= (worst?.error ?? tolerance))) worst = { name, index, got: value, want: x, error };
    });
    return worst ? [worst] : [];
  });

/** Largest relative distance of two loss curves, NaN if one has a gap. */
export const traceError = (got: readonly number[], want: readonly number[]): number =>
  want.reduce((most, loss, i) => {
    const error = Math.abs((got[i] ?? NaN) - loss) / Math.abs(loss);
    return error <= most ? most : error;
  }, 0);
