import { Lattice } from './lattice';
import { normalCdf, normalDensity } from './normal';
import { normalRule } from './quadrature';

/** What softmax cross-entropy starts from, given the spread of the logits. */
export interface SoftmaxHead {
  /** E[ln Σ eᶻ] − E z, whatever the labels. */
  readonly loss: number;
  /** E Σ pₖ². */
  readonly concentration: number;
  /** E[(pₖ − yₖ)²] over classes: second moment of the gradient in the logits of one sample. */
  readonly gradient: number;
}

/** Logit variances between which the expectation is integrated; below it is linear, above it follows its limit. */
const SMALL = 1e-4;
const LARGE = 1e4;

const RULE = normalRule([0]);

/** Softmax heads of one number of classes, interpolated over the logit variance (relative error below 1e-6). */
export function softmaxHeads(classes: number): (variance: number) => SoftmaxHead {
  const excess = new Lattice(2, (v) => {
    const { loss, concentration } = integrateHead(classes, v);
    return Float64Array.of(loss - Math.log(classes), concentration);
  });
  return (variance) => {
    if (Number.isNaN(variance)) return { loss: NaN, concentration: NaN, gradient: NaN };
    const v = Math.min(LARGE, Math.max(SMALL, variance));
    const [above = 0, concentrationThere = 0] = excess.at(v);
    const loss = Math.log(classes) + above * (variance < SMALL ? variance / SMALL : 1);
    const concentration =
      variance < SMALL
        ? 1 / classes + (concentrationThere - 1 / classes) * (variance / SMALL)
        : concentrationThere;
    return {
      loss: variance > LARGE ? loss * Math.sqrt(variance / LARGE) : loss,
      concentration,
      // E[p_y] = 1/K, as the label does not depend on untrained logits
      gradient: (concentration - 2 / classes + 1) / classes,
    };
  };
}

/**
 * E ln Σ eᶻ and E Σ p² of K independent logits z ~ N(0, v). From ln S = ∫ (e^{−t} − e^{−tS}) dt/t (Frullani) and
 * 1/S² = ∫ t e^{−tS} dt, with t = e^u and g(u) = E exp(−e^{u+z}):
 * E ln S = ∫ (1[u < 0] − g^K) du − γ and E Σ p² = K ∫ E[e^{2(u+z)} exp(−e^{u+z})] g^{K−1} du.
 * Small v: ln K + (v/2)(1 − 1/K); large v: √v · E max of K normals (1.5388 √v for K = 10).
 * All integrands are analytic and vanish at the ends, so that the trapezoidal rule converges exponentially.
 */
export function integrateHead(
  classes: number,
  variance: number,
): { readonly loss: number; readonly concentration: number } {
  const sd = Math.sqrt(variance);
  const width = STEP * Math.max(1, sd);
  const transform = sd < 1 ? narrow(sd) : wide(sd);
  let [loss, concentration] = [0, 0];
  for (let i = -Math.ceil((40 + 9 * sd) / width); i <= (5 + 9 * sd) / width; i++) {
    const { decay, square } = transform(i * width);
    const power = decay ** (classes - 1);
    loss += (i < 0 ? 1 : i === 0 ? 0.5 : 0) - power * decay;
    concentration += square * power;
  }
  return { loss: loss * width - EULER, concentration: classes * concentration * width };
}

const STEP = 0.25;
const EULER = 0.5772156649015329;

/** g(u) = E exp(−e^{u+z}) and E[e^{2(u+z)} exp(−e^{u+z})]. */
type Transform = (u: number) => { readonly decay: number; readonly square: number };

/** By quadrature over z/√v. */
const narrow =
  (sd: number): Transform =>
  (u) => {
    let [decay, square] = [0, 0];
    for (let j = 0; j < RULE.points.length; j++) {
      const t = Math.exp(u + sd * RULE.points[j]!);
      const term = RULE.weights[j]! * Math.exp(-t);
      decay += term;
      square += term * t * t;
    }
    return { decay, square };
  };

/** y from −40 to 5, e^y, exp(−e^y) and its complement, which are the same for every u and variance. */
const Y = Float64Array.from({ length: 45 / STEP + 1 }, (_, j) => j * STEP - 40);
const T = Y.map(Math.exp);
const DECAYED = T.map((t) => Math.exp(-t));
const COMPLEMENT = T.map((t) => -Math.expm1(-t));

/**
 * By quadrature over y = u + z, taking exp(−e^y) as 1 below −40 and as 0 above 5. The cut nearer to u is avoided: for
 * u < 0 it is the complement 1 − g that is summed.
 */
const wide =
  (sd: number): Transform =>
  (u) => {
    let [part, square] = [0, 0];
    const taken = u < 0 ? COMPLEMENT : DECAYED;
    for (let j = 0; j < Y.length; j++) {
      const t = T[j]!;
      const weight = (STEP / sd) * normalDensity((Y[j]! - u) / sd);
      part += weight * taken[j]!;
      square += weight * DECAYED[j]! * t * t;
    }
    const cut = u < 0 ? 5 + STEP / 2 : -40 - STEP / 2;
    const z = (cut - u) / sd;
    // what lies beyond the cut, and the midpoint rule's error at it (Euler–Maclaurin)
    const beyond = normalCdf(-Math.abs(z)) - ((STEP / sd) ** 2 / 24) * Math.abs(z) * normalDensity(z);
    const decay = u < 0 ? 1 - part - beyond : part + beyond;
    return { decay, square };
  };
