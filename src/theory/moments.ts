import type { Gaussian, Moments } from './gaussian';
import type { Nonlinearity } from './nonlinearity';
import { normalRule } from './quadrature';
import type { Rule } from './quadrature';

/**
 * An input scale at which activations in use have left their bend; quadrature is split there when that is close to 0.
 */
const BEND = 12;

/** A rule for expectations over h ~ N(mean, sd²), split at 0, at φ's kinks and where φ has left its bend. */
export function ruleFor({ kinks }: Pick<Nonlinearity, 'kinks'>, { mean, variance }: Gaussian): Rule {
  const sd = Math.sqrt(variance);
  const marks = sd * 2 > BEND ? [-BEND, 0, BEND, ...kinks] : [mean, 0, ...kinks];
  return normalRule(marks.map((x) => (x - mean) / sd));
}

/**
 * Moments of φ(h), h ~ N(mean, variance): closed form where one exists, Gauss–Legendre quadrature elsewhere.
 * Error of the quadrature at most 4e-11 for variances up to 25 (guides/theory.md).
 */
export function momentsOf(phi: Nonlinearity, h: Gaussian): Moments {
  if (h.variance === 0) return atPoint(phi, h.mean);
  const known = phi.closedForm?.moments(h);
  return known && isComplete(known) ? known : { ...integrate(phi, h), ...known };
}

/** Written out: to list or look up the names would take memory each time. */
const isComplete = (known: Partial<Moments>): known is Moments =>
  known.mean !== undefined &&
  known.secondMoment !== undefined &&
  known.fourthMoment !== undefined &&
  known.meanAbsolute !== undefined &&
  known.slope !== undefined &&
  known.squaredSlope !== undefined &&
  known.growth !== undefined;

/** The limit of a variance of 0: every unit has the same input. */
function atPoint(phi: Nonlinearity, x: number): Moments {
  const value = phi.value(x);
  const slope = phi.derivative(x);
  const square = value * value;
  return {
    mean: value,
    secondMoment: square,
    fourthMoment: square * square,
    meanAbsolute: Math.abs(value),
    slope,
    squaredSlope: slope * slope,
    growth: slope * slope,
  };
}

function integrate(phi: Nonlinearity, h: Gaussian): Moments {
  const { points, weights } = ruleFor(phi, h);
  const sd = Math.sqrt(h.variance);
  let [mean, second, fourth, absolute, slope, squaredSlope, growth] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < points.length; i++) {
    const z = points[i]!;
    const weight = weights[i]!;
    const value = phi.value(h.mean + sd * z);
    const derivative = phi.derivative(h.mean + sd * z);
    const square = value * value;
    mean += weight * value;
    second += weight * square;
    fourth += weight * square * square;
    absolute += weight * Math.abs(value);
    slope += weight * derivative;
    squaredSlope += weight * derivative * derivative;
    growth += weight * value * derivative * z;
  }
  return {
    mean,
    secondMoment: second,
    fourthMoment: fourth,
    meanAbsolute: absolute,
    slope,
    squaredSlope,
    // by parts: E[φ²(z² − 1)]/(2q) = E[φφ′z]/√q, with less cancellation at small q
    growth: growth / sd,
  };
}
