import type { Gaussian } from './gaussian';
import { normalCdf } from './normal';
import { Lattice } from './lattice';
import { gaussLegendre, normalMean } from './quadrature';

/** Enough between breaks: relative error below 1e-8 of any probability above 1e-9. */
const COARSE = gaussLegendre(32);

/** Breaks about the step, in its widths: below the first the power is 1, above the last it is 0. */
const TURNS = [-7, -1.5, 1.5, 7] as const;

/** The widest step, in standard deviations of what samples share, across which their density counts as smooth. */
const SMOOTH = 1.6;

/**
 * Probability that a unit's input stays at or below a threshold on all of N samples, whose inputs to the unit are
 * normal with pairwise correlation c: E_z[Φ((t − √c z)/√(1 − c))^N], t the threshold in standard deviations.
 * For t = 0: c = 0 gives 2^−N, c = ½ gives 1/(N + 1), c = 1 gives ½.
 * Source: the one-factor representation of exchangeable normals (Tong 1990, "The Multivariate Normal Distribution",
 * §5.3); Lu et al. (2019), 1903.06733, for N = 1.
 */
export const silenceProbability = (
  h: Gaussian,
  threshold: number,
  correlation: number,
  samples: number,
): number => silenceOf(h, threshold, correlation, powerStep(samples));

/**
 * Φ(a − u)^N, which falls from 1 to 0 over a few units about u = 0, where it is ½: all of the integrand that depends
 * on N, and on nothing else. z = turn + u √((1 − c)/c) puts it where threshold and correlation have it.
 */
interface PowerStep {
  readonly samples: number;
  /** a = √(2 ln(N + 1)), near where Φ^N = ½. */
  readonly offset: number;
  /** Where it is known, and what it is there times the weight of a quadrature. */
  readonly points: Float64Array;
  readonly weighted: Float64Array;
}

function powerStep(samples: number): PowerStep {
  const offset = Math.sqrt(2 * Math.log(samples + 1));
  const pieces = TURNS.slice(1).map((to, i) => ({ from: TURNS[i]!, to }));
  const nodes = pieces.flatMap(({ from, to }) =>
    Array.from(COARSE.points, (x, i) => {
      const half = (to - from) / 2;
      return { at: from + half * (1 + x), weight: half * COARSE.weights[i]! };
    }),
  );
  return {
    samples,
    offset,
    points: Float64Array.from(nodes, ({ at }) => at),
    weighted: Float64Array.from(nodes, ({ at, weight }) => weight * normalCdf(offset - at) ** samples),
  };
}

function silenceOf(h: Gaussian, threshold: number, correlation: number, step: PowerStep): number {
  const { samples, offset } = step;
  if (h.variance === 0) return h.mean <= threshold ? 1 : 0;
  const t = (threshold - h.mean) / Math.sqrt(h.variance);
  if (correlation <= 0) return normalCdf(t) ** samples;
  if (correlation >= 1 || samples === 1) return normalCdf(t);
  const shared = Math.sqrt(correlation);
  const own = Math.sqrt(1 - correlation);
  const width = own / shared;
  const turn = (t - own * offset) / shared;
  const probability =
    width <= SMOOTH
      ? acrossStep(turn, width, step)
      : normalMean(
          (z) => normalCdf((t - shared * z) / own) ** samples,
          TURNS.map((widths) => turn + widths * width),
          COARSE,
        );
  return Math.min(1, probability);
}

/** The integral where the normal density is smooth across the step: below the step all of it counts. */
function acrossStep(turn: number, width: number, { points, weighted }: PowerStep): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    const z = turn + width * points[i]!;
    sum += weighted[i]! * Math.exp(-0.5 * z * z);
  }
  return normalCdf(turn + TURNS[0] * width) + (width * sum) / Math.sqrt(2 * Math.PI);
}

/** Stands for probabilities whose logarithm is out of reach. */
const IMPOSSIBLE = 1e-300;

/** `silenceProbability` for a fixed number of samples, looked up where input mean and threshold agree. */
export type Silence = (h: Gaussian, threshold: number, correlation: number) => number;

/**
 * Silence on N samples; ln P is interpolated over √(c/(1 − c)) when the threshold is the mean (error of P below
 * 1e-5).
 */
export function silenceOn(samples: number): Silence {
  const step = powerStep(samples);
  const table = new Lattice(1, (odds) => {
    const correlation = odds ** 2 / (1 + odds ** 2);
    const probability = silenceOf({ mean: 0, variance: 1 }, 0, correlation, step);
    return Float64Array.of(Math.log(Math.max(probability, IMPOSSIBLE)));
  });
  return (h, threshold, correlation) =>
    h.variance > 0 && h.mean === threshold && correlation > 1e-4 && correlation < 1 - 1e-9
      ? Math.min(1, Math.exp(table.at(Math.sqrt(correlation / (1 - correlation)))[0]!))
      : silenceOf(h, threshold, correlation, step);
}

/** Φ((threshold − mean)/sd): share of values at or below a threshold. */
export const shareBelow = ({ mean, variance }: Gaussian, threshold: number): number =>
  variance === 0 ? (mean <= threshold ? 1 : 0) : normalCdf((threshold - mean) / Math.sqrt(variance));

/**
 * Probability that some hidden layer of a network is silent at birth: 1 − Π(1 − Pₗ), Pₗ the probability that all units
 * of layer l are silent on a sample, 2^−n for n ReLU units without bias. Exact for a single input, an upper bound for a
 * set of inputs.
 * Source: Lu et al. (2019), "Dying ReLU and Initialization", 1903.06733, Theorem 3.3.
 */
export function bornDead(silentLayers: readonly number[]): number {
  let logAlive = 0;
  for (const silent of silentLayers) logAlive += Math.log1p(-silent);
  return Math.max(0, -Math.expm1(logAlive));
}

/** Units per layer with which an L-layer ReLU network is born dead with probability p at most, for a single input. */
export const safeWidth = (p: number, depth: number): number =>
  Math.ceil(-Math.log2(-Math.expm1(Math.log1p(-p) / depth)));
