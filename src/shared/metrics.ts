import type { Split } from './tags';

/** One trial = one initializer with one seed. */
export interface TrialId {
  /** Label of the initializer choice. */
  readonly initializer: string;
  readonly seed: number;
}

export const isSameTrial = (a: TrialId, b: TrialId): boolean =>
  a.initializer === b.initializer && a.seed === b.seed;

/** Tells the trials of one run apart. */
export const trialKey = ({ initializer, seed }: TrialId): string => `${seed}/${initializer}`;

/** A scalar at a step. NaN and ±Infinity are values like any other. */
export interface ScalarPoint {
  readonly split: Split;
  readonly tag: string;
  readonly step: number;
  /** Seconds since the epoch. */
  readonly wallTime: number;
  readonly value: number;
}

/** Counts in [left, right) bins; the last bin includes its right edge. Edges ascend, `counts.length + 1` of them. */
export interface HistogramPoint {
  readonly split: Split;
  readonly tag: string;
  readonly step: number;
  readonly wallTime: number;
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Histograms of several tags, each in ascending order of steps. */
export type HistogramsByTag = ReadonlyMap<string, readonly HistogramPoint[]>;

/** Where the trainer puts what it measures. Implemented by the run store. */
export interface MetricsSink {
  scalar(trial: TrialId, point: ScalarPoint): void;
  histogram(trial: TrialId, point: HistogramPoint): void;
}
