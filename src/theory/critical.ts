import type { Responses } from './responses';
import { bisectLog } from './roots';

/** A pair (σ_w², σ_b²): σ_w² = fan-in · Var W, σ_b² = Var b. */
export interface Scales {
  readonly weights: number;
  readonly bias: number;
}

/** A point at which perturbations neither grow nor shrink, and the second moment q of pre-activations that stays. */
export interface CriticalPoint extends Scales {
  readonly q: number;
}

/**
 * The point of the edge of chaos at which pre-activations have second moment q: χ⊥ = σ_w² E[φ′²] = 1 and
 * σ_b² = q − σ_w² E[φ²]. It exists only where the returned `bias` is not negative.
 * Source: Poole et al. (2016), §3; Schoenholz et al. (2017), §3.
 */
export function edgeOfChaos({ moments }: Responses, q: number): CriticalPoint {
  const { secondMoment, squaredSlope } = moments({ mean: 0, variance: q });
  return { weights: 1 / squaredSlope, bias: q - secondMoment / squaredSlope, q };
}

const MAGNITUDES = Array.from({ length: 81 }, (_, i) => 10 ** (-4 + i / 10));

/** The point of the edge of chaos with the given bias variance, if there is one with q between 1e-4 and 1e4. */
export function criticalAtBias(responses: Responses, bias: number): CriticalPoint | undefined {
  const excess = (q: number): number => edgeOfChaos(responses, q).bias - bias;
  const root = firstRoot(excess);
  return root === undefined ? undefined : { ...edgeOfChaos(responses, root), bias };
}

/**
 * The point at which χ⊥ = χ∥ = 1 with q at rest: neither angles nor lengths are lost to first order.
 * Source: Roberts, Yaida & Hanin (2022), "The Principles of Deep Learning Theory", §5.3 (half-stable criticality).
 */
export function halfStablePoint(responses: Responses): CriticalPoint | undefined {
  const root = firstRoot((q) => {
    const { growth, squaredSlope } = responses.moments({ mean: 0, variance: q });
    return growth / squaredSlope - 1;
  });
  if (root === undefined) return undefined;
  const point = edgeOfChaos(responses, root);
  return point.bias >= 0 ? point : undefined;
}

/** σ_w² with which the second moment q stays, without bias: q/E[φ²]. Its χ⊥ is E[φ′²] times that. */
export const preservingWeights = ({ moments }: Responses, q = 1): number =>
  q / moments({ mean: 0, variance: q }).secondMoment;

function firstRoot(f: (q: number) => number): number | undefined {
  for (let i = 1; i < MAGNITUDES.length; i++) {
    const [low, high] = [MAGNITUDES[i - 1]!, MAGNITUDES[i]!];
    const [before, after] = [f(low), f(high)];
    if (Math.abs(before) < 1e-9 || Math.abs(after) < 1e-9) continue; // an activation without a scale: every q, or none
    if (before > 0 !== after > 0) return bisectLog(f, low, high);
  }
  return undefined;
}
