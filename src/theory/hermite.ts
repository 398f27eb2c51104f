import type { Gaussian } from './gaussian';
import { momentsOf, ruleFor } from './moments';
import type { Nonlinearity } from './nonlinearity';

/** Powers of the correlation that are kept; what they leave is treated as one power more. */
const TERMS = 40;

/** Numbers in a series: a term for each power, and the two remainders. */
export const SERIES = TERMS + 2;

/** √k/√(k + 1) and 1/√(k + 1), of the recurrence of orthonormal Hermite polynomials. */
const BEFORE = Float64Array.from({ length: TERMS }, (_, k) => Math.sqrt(k / (k + 1)));
const NOW = Float64Array.from({ length: TERMS }, (_, k) => 1 / Math.sqrt(k + 1));

/**
 * E[φ(h)φ(h′)] of two equally distributed normals as a power series in their correlation: a_k² for k < 40, a_k the
 * coefficients of φ(mean + √variance z) in the orthonormal Hermite polynomials He_k(z)/√k!; then what E[φ²] and
 * E[φ′²] hold beyond those.
 * Source: Daniely, Frostig & Singer (2016), "Toward Deeper Understanding of Neural Networks", §4 (dual activation).
 */
export function hermiteSeries(phi: Nonlinearity, h: Gaussian): Float64Array {
  const series = new Float64Array(SERIES);
  const { points, weights } = ruleFor(phi, h);
  const sd = Math.sqrt(h.variance);
  for (let i = 0; i < points.length; i++) {
    const z = points[i]!;
    addPolynomials(series, z, weights[i]! * phi.value(h.mean + sd * z));
  }
  squareTerms(series);
  let [kept, keptSlope] = [0, 0];
  for (let k = 0; k < TERMS; k++) {
    kept += series[k]!;
    keptSlope += k * series[k]!;
  }
  const { secondMoment, squaredSlope } = momentsOf(phi, h);
  series[TERMS] = Math.max(0, secondMoment - kept);
  series[TERMS + 1] = Math.max(0, squaredSlope - keptSlope / h.variance);
  return series;
}

/** Adds the polynomials at z, each times a weight, to the coefficients. */
function addPolynomials(coefficients: Float64Array, z: number, weight: number): void {
  let before = 0;
  let now = 1;
  for (let k = 0; k < TERMS; k++) {
    coefficients[k]! += weight * now;
    const next = NOW[k]! * z * now - BEFORE[k]! * before;
    before = now;
    now = next;
  }
}

function squareTerms(series: Float64Array): void {
  for (let k = 0; k < TERMS; k++) series[k]! *= series[k]!;
}

/** E[φ(h)φ(h′)] and E[φ′(h)φ′(h′)] of two equally distributed normals. */
export interface Overlap {
  readonly value: number;
  readonly slope: number;
}

/**
 * Mehler's formula: E[φ(h)φ(h′)] = Σ a_k² c^k for correlation c, and its derivative in c over the variance, which is
 * E[φ′(h)φ′(h′)]. What the series leaves of E[φ²] and E[φ′²] is given the first power left out, so that both are exact
 * at c = 1. Against a double integral: below 1e-6 of E[φ²] for activations in use at variances up to 4
 * (test/unit/theory/responses.test.ts).
 */
export function mehler(series: Float64Array, variance: number, c: number): Overlap {
  let value = series[TERMS]!;
  let slope = series[TERMS + 1]! * variance * c;
  for (let k = TERMS - 1; k > 0; k--) {
    value = value * c + series[k]!;
    slope = slope * c + k * series[k]!;
  }
  return { value: value * c + series[0]!, slope: slope / variance };
}
