/** Mean and spread of one figure over seeds. Seeds whose figure is not finite are left out, and counted. */
export interface Statistic {
  /** NaN when no seed has a finite figure. */
  readonly mean: number;
  /** Sample standard deviation, √(Σ(x − mean)² / (n − 1)); absent below two finite figures. */
  readonly sd?: number;
  /** Seeds with a finite figure, and all that have one. */
  readonly finite: number;
  readonly count: number;
}

export function statisticOf(values: readonly number[]): Statistic {
  const finite = values.filter(Number.isFinite);
  const n = finite.length;
  const mean = n === 0 ? NaN : finite.reduce((sum, value) => sum + value, 0) / n;
  const base = { mean, finite: n, count: values.length };
  if (n < 2) return base;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { ...base, sd: Math.sqrt(squares / (n - 1)) };
}

/** For figures that span orders of magnitude. NaN when there is none; 0 when one is 0. */
export function geometricMean(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return NaN;
  return Math.exp(finite.reduce((sum, value) => sum + Math.log(value), 0) / finite.length);
}
