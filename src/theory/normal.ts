import { normalCdf, normalDensity } from '../nn/activations/normalCdf';

export { normalCdf, normalDensity };

/** Beyond this the continued fraction of the tail is used: its relative error there is below 1e-15. */
const TAIL = 2;
const TERMS = 120;

/**
 * erf(x) = 2/√π ∫₀ˣ e^{−t²} dt. Relative error below 1e-14, small x included.
 * Source: Abramowitz & Stegun 7.1.6; the tail by 7.1.14.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return NaN; // the series would never end
  if (Math.abs(x) > TAIL) return Math.sign(x) * (1 - Math.exp(-x * x) * erfcxTail(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (2 * x * x) / odd;
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/**
 * The scaled complement e^{x²} erfc(x), which stays finite where erfc(x) underflows.
 * Source: Abramowitz & Stegun 7.1.14 (x > 2), 7.1.2 elsewhere.
 */
export function erfcx(x: number): number {
  return x > TAIL ? erfcxTail(x) : Math.exp(x * x) * (1 - erf(x));
}

/** e^{s²/2} Φ(−s), the factor that appears wherever an exponential meets a half-normal. */
export const scaledTail = (s: number): number => 0.5 * erfcx(s * Math.SQRT1_2);

function erfcxTail(x: number): number {
  let fraction = x;
  for (let k = TERMS; k >= 1; k--) fraction = x + k / 2 / fraction;
  return 1 / (Math.sqrt(Math.PI) * fraction);
}
