import { statisticOf } from './statistic';

/** Two initializers compared seed by seed: the same seed means the same minibatches. */
export interface PairedComparison {
  /** First − second, in the order of the pairs. */
  readonly differences: readonly number[];
  readonly mean: number;
  /** Confidence interval of the mean difference by Student's t; absent below two pairs. */
  readonly interval?: readonly [low: number, high: number];
  /** Pairs in which the first is greater, and in which the second is. */
  readonly greater: number;
  readonly less: number;
  /** Two-sided p of the sign test; absent where no pair differs. */
  readonly signTest?: number;
}

/** @param pairs finite figures of one seed each @param level of confidence, 0.95 by default */
export function comparePairs(
  pairs: readonly (readonly [first: number, second: number])[],
  level = 0.95,
): PairedComparison {
  const differences = pairs.map(([first, second]) => first - second);
  const { mean, sd } = statisticOf(differences);
  const n = differences.length;
  const greater = differences.filter((difference) => difference > 0).length;
  const less = differences.filter((difference) => difference < 0).length;
  const base = { differences, mean, greater, less };
  const tested = greater + less === 0 ? base : { ...base, signTest: signTest(greater, less) };
  if (sd === undefined) return tested;
  const margin = (studentT(n - 1, level) * sd) / Math.sqrt(n);
  return { ...tested, interval: [mean - margin, mean + margin] };
}

/**
 * Two-sided sign test (exact, binomial with p = ½; Conover, Practical Nonparametric Statistics, 3.4): the probability
 * of a split at least as uneven as this one when either outcome is as likely. Ties are left out before.
 */
export function signTest(greater: number, less: number): number {
  const n = greater + less;
  let term = 0.5 ** n;
  let tail = 0;
  for (let k = 0; k <= Math.min(greater, less); k++) {
    tail += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}

/**
 * t with P(|T| ≤ t) = level for Student's distribution with a whole number of degrees of freedom, from the finite
 * series in θ = atan(t / √ν) of Abramowitz & Stegun 26.7.3 and 26.7.4, by bisection.
 */
export function studentT(degrees: number, level: number): number {
  let [low, high] = [0, Math.PI / 2];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (withinAngle(degrees, middle) < level) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

function withinAngle(degrees: number, angle: number): number {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  if (degrees === 1) return (2 * angle) / Math.PI;
  const odd = degrees % 2 === 1;
  let term = odd ? cos : 1;
  let sum = term;
  for (let k = odd ? 2 : 1; k <= degrees - 3; k += 2) {
    term *= (k / (k + 1)) * cos * cos;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sin * sum) : sin * sum;
}
