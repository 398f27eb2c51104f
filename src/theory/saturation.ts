import { normalCdf } from './normal';
import type { Gaussian } from './gaussian';
import type { Nonlinearity } from './nonlinearity';
import { bisect } from './roots';

const REACH = 50;

/** Inputs at which a rising activation crosses its bounds of saturation. */
export interface SaturationBounds {
  readonly low: number;
  readonly high: number;
}

/** Undefined for an activation without bounds. For tanh ±0.95 these are ±1.8318. */
export function saturationBounds({ saturation, value }: Nonlinearity): SaturationBounds | undefined {
  if (saturation === undefined) return undefined;
  const crossing = (bound: number): number => bisect((x) => value(x) - bound, -REACH, REACH);
  return { low: crossing(saturation.low), high: crossing(saturation.high) };
}

/** Share of values beyond the bounds: 2Φ(−t/√q) for symmetric bounds ±t and mean 0. */
export function saturatedShare({ mean, variance }: Gaussian, { low, high }: SaturationBounds): number {
  if (variance === 0) return mean < low || mean > high ? 1 : 0;
  const sd = Math.sqrt(variance);
  return normalCdf((low - mean) / sd) + normalCdf((mean - high) / sd);
}
