import type { Gaussian } from './gaussian';
import { normalCdf } from './normal';
import { Lattice } from './lattice';
import { gaussLegendre, normalMean } from './quadrature';

/** Enough for a smooth step between breaks: relative error below 1e-6 (16 nodes: 3e-6). */
const COARSE = gaussLegendre(24);

/** Breaks about the step, in its widths: beyond the outer ones nothing changes. */
const TURNS = [-7, -1.5, 1.5, 7];

/**
 * Probability that a unit's input stays at or below a threshold on all of N samples, whose inputs to the unit are
 * normal with pairwise correlation c: E_z[Φ((t − √c z)/√(1 − c))^N], t the threshold in standard deviations.
 * For t = 0: c = 0 gives 2^−N, c = ½ gives 1/(N + 1), c = 1 gives ½.
 * Source: the one-factor representation of exchangeable normals (Tong 1990, "The Multivariate Normal Distribution",
 * §5.3); Lu et al. (2019), 1903.06733, for N = 1.
 */
export function silenceProbability(
  h: Gaussian,
  threshold: number,
  correlation: number,
  samples: number,
): number {
  if (h.variance === 0) return h.mean <= threshold ? 1 : 0;
  const t = (threshold - h.mean) / Math.sqrt(h.variance);
  if (correlation <= 0) return normalCdf(t) ** samples;
  if (correlation >= 1) return normalCdf(t);
  const shared = Math.sqrt(correlation);
  const own = Math.sqrt(1 - correlation);
  const quantile = (z: number): number => (t - shared * z) / own;
  // the power turns on over a few own standard deviations near where Φ^N = ½
  const turn = (t - own * Math.sqrt(2 * Math.log(samples + 1))) / shared;
  const breaks = TURNS.map((widths) => turn + (widths * own) / shared);
  return Math.min(
    1,
    normalMean((z) => normalCdf(quantile(z)) ** samples, breaks, COARSE),
  );
}

/** Stands for probabilities whose logarithm is out of reach. */
const IMPOSSIBLE = 1e-300;

/** `silenceProbability` for a fixed number of samples, looked up where input mean and threshold agree. */
export type Silence = (h: Gaussian, threshold: number, correlation: number) => number;

/** Silence on N samples; ln P is interpolated over √(c/(1 − c)) when the threshold is the mean (error of P below 1e-5). */
export function silenceOn(samples: number): Silence {
  const table = new Lattice(1, (odds) => {
    const correlation = odds ** 2 / (1 + odds ** 2);
    const probability = silenceProbability({ mean: 0, variance: 1 }, 0, correlation, samples);
    return Float64Array.of(Math.log(Math.max(probability, IMPOSSIBLE)));
  });
  return (h, threshold, correlation) =>
    h.variance > 0 && h.mean === threshold && correlation > 1e-4 && correlation < 1 - 1e-9
      ? Math.min(1, Math.exp(table.at(Math.sqrt(correlation / (1 - correlation)))[0]!))
      : silenceProbability(h, threshold, correlation, samples);
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
