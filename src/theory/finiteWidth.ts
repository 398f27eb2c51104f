/**
 * Spread over seeds of a second moment whose logarithm is normal with variance β and whose mean is as predicted:
 * ln(measured/predicted) ~ N(−β/2, β). Single sample; averages over differing samples spread less.
 * Source: Hanin & Nica (2019), "Products of Many Large Random Matrices", 1812.05994, Theorem 1.
 */
export interface Spread {
  /** β: for He and ReLU 5 Σ 1/n over hidden layers before, plus 2/n of the layer itself. */
  readonly logVariance: number;
  /** Standard deviation of measured/predicted. */
  readonly relativeDeviation: number;
  /** Median of measured/predicted: most seeds lie below the mean. */
  readonly median: number;
  /** Measured/predicted at two log standard deviations below and above the median (95 % of seeds). */
  readonly low: number;
  readonly high: number;
}

export function spreadOf(logVariance: number): Spread {
  const median = Math.exp(-logVariance / 2);
  const reach = Math.exp(2 * Math.sqrt(logVariance));
  return {
    logVariance,
    relativeDeviation: Math.sqrt(Math.expm1(logVariance)),
    median,
    low: median / reach,
    high: median * reach,
  };
}

/** (E φ⁴/(E φ²)² − 1) of a normal output: units of the layer itself add 2/n. */
export const NORMAL_EXCESS = 2;
