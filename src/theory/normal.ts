import { erf, normalCdf, normalDensity } from '../nn/activations/normalCdf';

export { erf, normalCdf, normalDensity };

/** Beyond this the continued fraction of the tail is used: its relative error there is below 1e-15. */
const TAIL = 2;
const TERMS = 120;

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
