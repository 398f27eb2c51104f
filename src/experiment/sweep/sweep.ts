import type { Experiment } from '../experiment';
import type { Overrides } from '../override';

export type SweptValue = number | string;

/** A parameter and the values that it takes, as the config lists them. */
export interface SweepAxis {
  /** A name such as `depth`, or the path of a key. */
  readonly name: string;
  readonly values: readonly SweptValue[];
}

/** One experiment of a sweep. */
export interface SweepPoint {
  /** Index of its value on each axis. */
  readonly at: readonly number[];
  readonly experiment: Experiment;
}

/** A grid of experiments: one for each combination of values. */
export interface Sweep {
  readonly axes: readonly SweepAxis[];
  /**
   * In the order in which they are trained: the last axis changes first. All of them, but while a large grid is typed:
   * see `expandSweep`.
   */
  readonly points: readonly SweepPoint[];
}

/** Of a run: the sweep that it belongs to, and its place there. */
export interface SweepMembership {
  /** Shared by all runs of the sweep. */
  readonly id: string;
  readonly axes: readonly SweepAxis[];
  /** Index of the run's value on each axis. */
  readonly at: readonly number[];
  /** What was set in place of the config, at every point. */
  readonly changes?: Overrides;
}

/** Every combination of one index per axis, the last axis changing first. */
export const gridOf = (axes: readonly SweepAxis[]): readonly (readonly number[])[] =>
  axes.reduce<readonly (readonly number[])[]>(
    (places, { values }) => places.flatMap((at) => values.map((_, index) => [...at, index])),
    [[]],
  );

export const countOf = (axes: readonly SweepAxis[]): number =>
  axes.reduce((product, { values }) => product * values.length, 1);

/** `depth=10 stddev=0.1`. */
export const pointName = (axes: readonly SweepAxis[], at: readonly number[]): string =>
  axes.map(({ name, values }, axis) => `${name}=${values[at[axis] ?? -1] ?? '?'}`).join(' ');

export const isSamePoint = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();
