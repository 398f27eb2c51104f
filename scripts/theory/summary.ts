import type { Comparison, Grid } from './grid';

/** Beyond this a miss is listed and explained. */
export const MISS = 0.15;
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

/** Why a prediction missed, as measuring the same network again on fresh seeds decides. */
export const REASONS = {
  seeds: `The seeds drawn: on fresh seeds the miss is below ${100 * MISS} %. Layers of one network share their seeds, so that they miss together.`,
  bend: `The miss stays on fresh seeds, above the prediction, and E φ² rises faster than in proportion to q here or in a layer before: at finite width seeds with a large q weigh more, while the prediction is that of infinite width. guides/theory.md names swish with he weights as this case (27 % at depth 10).`,
} as const;

/**
 * Undefined is a miss that theory does not account for.
 * @param again the same layer of the same network, measured on seeds that the miss was not seen on
 */
export function reasonOf(miss: Comparison, again: Comparison | undefined): keyof typeof REASONS | undefined {
  if (again === undefined) return undefined;
  if (Math.abs(again.error) <= MISS) return 'seeds';
  return again.error > 0 && miss.error > 0 && miss.elasticity > BENT ? 'bend' : undefined;
}

/** A miss with what fresh seeds gave. */
export interface Recheck {
  readonly miss: Comparison;
  readonly again: Comparison | undefined;
}

/**
 * Measures all networks with a miss again, on other seeds.
 * @param compare measures a grid
 */
export function recheck(
  grid: Grid,
  comparisons: readonly Comparison[],
  freshSeeds: readonly number[],
  compare: (grid: Grid) => readonly Comparison[],
): readonly Recheck[] {
  const known = new Map<string, readonly Comparison[]>();
  return misses(comparisons).map((miss) => {
    const { activation, initializer, normalization } = miss;
    const network = `${activation} ${initializer} ${normalization}`;
    const measured =
      known.get(network) ??
      compare({
        ...grid,
        activations: [activation],
        initializers: [initializer],
        normalizations: [normalization],
        seeds: freshSeeds,
      });
    known.set(network, measured);
    return { miss, again: measured.find(({ layer }) => layer === miss.layer) };
  });
}

/** Seeds that no grid uses. */
export const freshSeeds = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => 1001 + i);
