import type { Scales } from './critical';
import type { Moments } from './gaussian';
import type { Responses } from './responses';
import { falsePosition } from './roots';

/** How the map from one layer to the next treats small differences between inputs, at its fixed point. */
export type Regime = 'ordered' | 'critical' | 'chaotic';

/** Where a layer would lead if it were repeated for ever. */
export interface FixedPoint {
  /** Second moment q* of pre-activations: 0 when it dies out, Infinity when it grows without bound. */
  readonly q: number;
  /** Correlation c* that two inputs approach. */
  readonly correlation: number;
  /** χ⊥ at q* and correlation 1, which decides the regime (Poole et al. 2016, eq. 7). */
  readonly chi: number;
  readonly regime: Regime;
  /** ξ_c = −1/ln χ(c*), layers over which a difference of correlations decays (Schoenholz et al. 2017, eq. 9). */
  readonly correlationDepth: number;
  /** ξ_q = −1/|ln χ∥(q*)|, layers over which a difference of q decays (Schoenholz et al. 2017, eq. 7). */
  readonly signalDepth: number;
}

/** χ⊥ within this of 1 counts as critical: over 50 layers it changes a gradient by less than a factor of 2.8. */
const CRITICAL = 0.02;
const SMALLEST = 1e-8;
const LARGEST = 1e8;

/** χ⊥ = σ_w² E[φ′²] and χ∥ = σ_w² E[φ²(z² − 1)]/(2q), from the moments at q (Poole et al. 2016, eq. 4 and 7). */
export const chis = (
  { squaredSlope, growth }: Moments,
  weights: number,
): { readonly perpendicular: number; readonly parallel: number } => ({
  perpendicular: weights * squaredSlope,
  parallel: weights * growth,
});

/** One step of the length map (Poole et al. 2016, eq. 3): q′ = σ_w² E[φ(√q z)²] + σ_b². */
export const nextSecondMoment = ({ moments }: Responses, { weights, bias }: Scales, q: number): number =>
  weights * moments({ mean: 0, variance: q }).secondMoment + bias;

/** One step of the correlation map at a q that stays (Poole et al. 2016, eq. 5). */
export const nextCorrelation = (
  { moments, overlap }: Responses,
  { weights, bias }: Scales,
  q: number,
  c: number,
): number => {
  const h = { mean: 0, variance: q };
  return (weights * overlap(h, c).value + bias) / (weights * moments(h).secondMoment + bias);
};

/**
 * The fixed point that the length map reaches from q, and that of the correlation map there.
 * @param q second moment to start from, above 0
 */
export function fixedPointFrom(responses: Responses, scales: Scales, q: number): FixedPoint {
  const rest = restFrom(responses, scales, q);
  const at = Math.min(LARGEST, Math.max(SMALLEST, rest));
  const h = { mean: 0, variance: at };
  const chi = chis(responses.moments(h), scales.weights);
  const correlation = correlationAtRest(responses, scales, at, chi.perpendicular);
  // at c* = 1 the exact value, which a truncated series only nears
  const slope =
    correlation === 1 ? chi.perpendicular : scales.weights * responses.overlap(h, correlation).slope;
  return {
    q: rest,
    correlation,
    chi: chi.perpendicular,
    regime: regimeOf(chi.perpendicular),
    correlationDepth: depthScale(slope),
    signalDepth: depthScale(chi.parallel),
  };
}

export const regimeOf = (chi: number): Regime =>
  chi > 1 + CRITICAL ? 'chaotic' : chi < 1 - CRITICAL ? 'ordered' : 'critical';

/** Layers over which a factor per layer becomes 1/e (or e): 1/|ln χ|, Infinity at χ = 1. */
export const depthScale = (chi: number): number => (chi <= 0 ? 0 : 1 / Math.abs(Math.log(chi)));

function restFrom(responses: Responses, scales: Scales, q: number): number {
  const drift = (x: number): number => nextSecondMoment(responses, scales, x) / x - 1;
  const first = drift(q);
  if (!(Math.abs(first) > 1e-9)) return q;
  const step = first > 0 ? 2 : 0.5;
  let from = q;
  while (from > SMALLEST && from < LARGEST) {
    const to = from * step;
    if (drift(to) > 0 !== first > 0) {
      const onLog = falsePosition((x) => drift(Math.exp(x)), Math.log(from), Math.log(to));
      return Math.exp(onLog);
    }
    from = to;
  }
  return first > 0 ? Infinity : 0;
}

/**
 * 1 where equal inputs attract (χ⊥ ≤ 1), else the largest correlation below 1 that stays.
 * With χ⊥ > 1 the map lies below the diagonal just under 1, and it starts at or above 0.
 */
function correlationAtRest(responses: Responses, scales: Scales, q: number, chi: number): number {
  if (chi <= 1) return 1;
  const rise = (c: number): number => nextCorrelation(responses, scales, q, c) - c;
  const high = 1 - 1e-6;
  if (rise(0) <= 1e-12) return 0;
  return rise(high) < 0 ? falsePosition(rise, 0, high) : 1;
}
