/** Density of the standard normal distribution. */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/**
 * Φ(x), the standard normal distribution function. Absolute error below 1e-15.
 * Source: Marsaglia (2004), "Evaluating the Normal Distribution", J. Stat. Software 11(4), the series of §3;
 * beyond |x| = 6 the continued fraction of the tail (Abramowitz & Stegun 26.2.14).
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN; // the series would never end
  if (x > 6) return 1 - upperTail(x);
  if (x < -6) return upperTail(-x);
  let sum = x;
  let term = x;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

function upperTail(x: number): number {
  let fraction = x;
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}
