import { normalDensity } from './normal';

/** Points and weights of a rule: ∫ f ≈ Σ weights[i] · f(points[i]). */
export interface Rule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** Beyond 9 standard deviations lies 2e-19 of a normal distribution. */
const REACH = 9;
const NODES = 64;

/**
 * Gauss–Legendre rule of n nodes on [−1, 1], by Newton's method on the Legendre polynomial.
 * Source: Abramowitz & Stegun 25.4.29; Press et al., "Numerical Recipes", §4.6 (gauleg).
 */
export function gaussLegendre(n: number): Rule {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      let [before, now] = [1, x];
      for (let k = 2; k <= n; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
      slope = (n * (x * now - before)) / (x * x - 1);
      const change = now / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    points[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

const LEGENDRE = gaussLegendre(NODES);

/**
 * A rule for E[f(z)], z ~ N(0, 1): Gauss–Legendre with 64 nodes on each piece of [−9, 9] between the breaks, the
 * normal density in the weights. Gauss–Hermite would be exact for polynomials alone: with 128 nodes it is 7e-3 off
 * for SELU and 10 % for tanh of √25 z (guides/theory.md, misc_closed_forms.json).
 *
 * @param breaks where f or a derivative jumps, or where its scale changes; those beyond ±9 do not matter
 * @param legendre another Gauss–Legendre rule than that of 64 nodes
 */
export function normalRule(breaks: readonly number[], { points: nodes, weights: shares } = LEGENDRE): Rule {
  const inside = breaks.filter((z) => z > -REACH && z < REACH);
  const edges = [...new Set([-REACH, ...inside, REACH])].sort((a, b) => a - b);
  const size = (edges.length - 1) * nodes.length;
  const points = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let piece = 0, i = 0; piece + 1 < edges.length; piece++) {
    const half = (edges[piece + 1]! - edges[piece]!) / 2;
    const middle = (edges[piece + 1]! + edges[piece]!) / 2;
    for (let node = 0; node < nodes.length; node++, i++) {
      const z = middle + half * nodes[node]!;
      points[i] = z;
      weights[i] = half * shares[node]! * normalDensity(z);
    }
  }
  return { points, weights };
}

/** E[f(z)] for z ~ N(0, 1), split at 0 and at the breaks. */
export function normalMean(
  f: (z: number) => number,
  breaks: readonly number[] = [],
  legendre = LEGENDRE,
): number {
  const { points, weights } = normalRule([0, ...breaks], legendre);
  let sum = 0;
  for (let i = 0; i < points.length; i++) sum += weights[i]! * f(points[i]!);
  return sum;
}
