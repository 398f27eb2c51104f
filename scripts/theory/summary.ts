import type { Comparison } from './grid';

/** Beyond this a miss is listed and explained. */
export const MISS = 0.15;
/** Deviations of the mean over seeds within which a miss is the draw of the seeds: 99 in 100. */
const REACH = 2.58;
/** A second moment after the activation that rises with this power of the one before, or a higher one, bends. */
const BENT = 1.1;

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};

export const errorsOf = (comparisons: readonly Comparison[]): readonly number[] =>
  comparisons.map(({ error }) => Math.abs(error));

export const misses = (comparisons: readonly Comparison[]): readonly Comparison[] =>
  comparisons.filter(({ error }) => Math.abs(error) > MISS);

/** Why a prediction missed. */
export const REASONS = {
  bend: 'E φ² rises faster than in proportion to q, so that at finite width seeds with a large q weigh more: the mean over seeds lies above the prediction, which is that of infinite width. Swish and gelu with he weights, which are too small for them, are the known case (27 % for swish at depth 10 and width 256).',
  seeds:
    'The seeds drawn: ln(measured/predicted) is within what 99 in 100 draws of as many seeds stay at this width (2.58 deviations; Hanin & Nica 2019). Layers of one network share their seeds, so that they miss together.',
} as const;

/** Undefined is a miss that theory does not account for. */
export function reasonOf({
  error,
  elasticity,
  expectedDeviation,
}: Comparison): keyof typeof REASONS | undefined {
  if (error > 0 && elasticity > BENT) return 'bend';
  return Math.abs(Math.log1p(error)) <= REACH * expectedDeviation ? 'seeds' : undefined;
}
