/** Density of the standard normal distribution. */
export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/**
 * Φ(x), the standard normal distribution function. Absolute error below 1e-15.
 * Source: Marsaglia (2004), "Evaluating the Normal Distribution", J. Stat. Software 11(4), the series of §3;
 * beyond |x| = 6 the continued fraction of the tail (Abramowitz & Stegun 26.2.14).
 */
export function normalCdf(x: number): number {
  if (x > 8.3) return 1; // the tail is less than half a unit in the last place
  if (x > 6) return 1 - upperTail(x);
  if (x < -6) return upperTail(-x);
  return 0.5 + aboveHalf(x);
}

/** erf(x) = 2/√π ∫₀ˣ e^{−t²} dt = 2Φ(√2 x) − 1, with all digits where x is small. */
export function erf(x: number): number {
  const z = x * Math.SQRT2;
  return Math.abs(z) > 6 ? Math.sign(z) * (1 - 2 * upperTail(Math.abs(z))) : 2 * aboveHalf(z);
}

/** Φ(x) − ½ for |x| ≤ 6. */
function aboveHalf(x: number): number {
  if (Number.isNaN(x)) return NaN; // the series would never end
  let sum = x;
  let term = x;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return sum * normalDensity(x);
}

function upperTail(x: number): number {
  let fraction = x;
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}
