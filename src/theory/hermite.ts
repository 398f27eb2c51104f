import type { Gaussian } from './gaussian';
import { ruleFor } from './moments';
import type { Nonlinearity } from './nonlinearity';

/** Coefficients kept; what they leave of E[φ²] is treated as one coefficient more, see `mehler`. */
export const TERMS = 40;

/**
 * Coefficients of φ(mean + √variance z) in the orthonormal Hermite polynomials He_k(z)/√k!, k < 40.
 * Source: Daniely, Frostig & Singer (2016), "Toward Deeper Understanding of Neural Networks", §4 (dual activation).
 */
export function hermiteCoefficients(phi: Nonlinearity, h: Gaussian): Float64Array {
  const coefficients = new Float64Array(TERMS);
  const { points, weights } = ruleFor(phi, h);
  const sd = Math.sqrt(h.variance);
  for (let i = 0; i < points.length; i++) {
    const z = points[i]!;
    const weighted = weights[i]! * phi.value(h.mean + sd * z);
    let [before, now] = [0, 1];
    for (let k = 0; k < TERMS; k++) {
      coefficients[k]! += weighted * now;
      [before, now] = [now, (z * now - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    }
  }
  return coefficients;
}

/** E[φ(h)φ(h′)] and E[φ′(h)φ′(h′)] of two equally distributed normals. */
export interface Overlap {
  readonly value: number;
  readonly slope: number;
}

/**
 * Mehler's formula: E[φ(h)φ(h′)] = Σ a_k² c^k for correlation c, and its derivative in c over the variance, which is
 * E[φ′(h)φ′(h′)]. What E[φ²] and E[φ′²] hold beyond the kept terms is given the first power left out, so that both
 * are exact at c = 1. Against a double integral: below 1e-6 of E[φ²] for activations in use at variances up to 4
 * (test/unit/theory/correlation.test.ts).
 */
export function mehler(
  coefficients: Float64Array,
  full: { readonly secondMoment: number; readonly squaredSlope: number },
  variance: number,
  c: number,
): Overlap {
  let [value, slope, kept, keptSlope, power] = [0, 0, 0, 0, 1];
  for (let k = 0; k < TERMS; k++) {
    const square = coefficients[k]! * coefficients[k]!;
    value += square * power;
    kept += square;
    if (k + 1 < TERMS) {
      const next = (k + 1) * coefficients[k + 1]! * coefficients[k + 1]!;
      slope += next * power;
      keptSlope += next;
    }
    power *= c;
  }
  const rest = Math.max(0, full.secondMoment - kept);
  const restSlope = Math.max(0, full.squaredSlope - keptSlope / variance);
  return { value: value + rest * power, slope: slope / variance + restSlope * power };
}
