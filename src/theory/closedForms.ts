import { erf, normalCdf, normalDensity, scaledTail } from './normal';
import type { Gaussian, Moments } from './gaussian';
import { gaussLegendre } from './quadrature';

/** What is known of an activation without quadrature. */
export interface ClosedForm {
  /** Moments of φ(h), h ~ N(mean, variance), variance > 0; those left out, or undefined as a whole, are integrated. */
  readonly moments: (h: Gaussian) => Partial<Moments> | undefined;
  /** E[φ(h)φ(h′)] and E[φ′(h)φ′(h′)] of two normals distributed as h, variance > 0, with correlation c. */
  readonly overlap?: (h: Gaussian, c: number) => { readonly value: number; readonly slope: number };
}

type Parameters = Readonly<Record<string, unknown>>;
const number = (parameters: Parameters, name: string): number => Number(parameters[name]);

/**
 * x for x > 0, slope · x otherwise. Moments from the half-normal with a mean; the overlap, by parts
 * slope · x and (1 − slope) · max(0, x), is the arc-cosine kernel where the mean is 0.
 * Source: He et al. (2015), eq. 13–15; Cho & Saul (2009), "Kernel Methods for Deep Learning", eq. 5–6.
 */
export function rectifier(slope: number): ClosedForm {
  const s2 = slope * slope;
  return {
    moments({ mean: m, variance: v }) {
      const sd = Math.sqrt(v);
      const positive = normalCdf(m / sd);
      const density = sd * normalDensity(m / sd);
      const first = m * positive + density;
      const second = (m * m + v) * positive + m * density;
      const m2 = m * m;
      const fourth = (m2 * m2 + 6 * m2 * v + 3 * v * v) * positive + m * (m2 + 5 * v) * density;
      const fourthOfAll = m2 * m2 + 6 * m2 * v + 3 * v * v;
      const squaredSlope = positive + s2 * (1 - positive);
      return {
        mean: first + slope * (m - first),
        secondMoment: second + s2 * (m2 + v - second),
        fourthMoment: fourth + s2 * s2 * (fourthOfAll - fourth),
        meanAbsolute: first - Math.abs(slope) * (m - first),
        slope: positive + slope * (1 - positive),
        squaredSlope,
        growth: squaredSlope,
      };
    },
    overlap({ mean, variance }, c) {
      const t = mean / Math.sqrt(variance);
      const positive = normalCdf(t);
      const half = mean * positive + Math.sqrt(variance) * normalDensity(t);
      const both = bothPositive(t, c);
      const rest = 1 - slope;
      return {
        value:
          s2 * (mean * mean + c * variance) +
          2 * slope * rest * (mean * half + c * variance * positive) +
          rest * rest * (half * half + variance * both.integral),
        slope: s2 + 2 * slope * rest * positive + rest * rest * both.probability,
      };
    },
  };
}

const LEGENDRE = gaussLegendre(16);

/**
 * Of two standard normals with correlation c: the probability that both are above −t, and its integral over
 * correlations from 0 to c, by dΦ₂/dc = exp(−t²/(1 + c))/(2π√(1 − c²)) with c = sin θ (Plackett 1954).
 */
function bothPositive(t: number, c: number): { readonly probability: number; readonly integral: number } {
  const square = normalCdf(t) ** 2;
  const angle = Math.asin(c);
  if (t === 0) {
    return {
      probability: square + angle / (2 * Math.PI),
      integral: c * square + (c * angle + Math.sqrt(1 - c * c) - 1) / (2 * Math.PI),
    };
  }
  let [probability, integral] = [0, 0];
  for (let i = 0; i < LEGENDRE.points.length; i++) {
    const s = Math.sin((angle / 2) * (1 + LEGENDRE.points[i]!));
    const density = (LEGENDRE.weights[i]! * (angle / 2) * Math.exp((-t * t) / (1 + s))) / (2 * Math.PI);
    probability += density;
    integral += (c - s) * density;
  }
  return { probability: square + probability, integral: c * square + integral };
}

/**
 * scale · (x for x > 0, α(eˣ − 1) otherwise), h ~ N(0, q), s = √q: with T(k) = e^{k²q/2} Φ(−ks),
 * E φ = √(q/2π) + α(T(1) − ½), E φ² = q/2 + α²(T(2) − 2T(1) + ½), E φ′² = ½ + α² T(2).
 * Source: Clevert et al. (2016), eq. 15, integrated; guides/theory.md, closed forms.
 */
export const exponential = (alpha: number, scale: number): ClosedForm => ({
  moments({ mean, variance: q }) {
    if (mean !== 0) return undefined;
    const s = Math.sqrt(q);
    const [one, two] = [scaledTail(s), scaledTail(2 * s)];
    const a2 = alpha * alpha;
    // for small q the terms of E φ² cancel, and quadrature is the better way
    const secondMoment = q / 2 + a2 * (two - 2 * one + 0.5);
    return {
      mean: scale * (Math.sqrt(q / (2 * Math.PI)) + alpha * (one - 0.5)),
      ...(q > 1e-3 && { secondMoment: scale * scale * secondMoment }),
      squaredSlope: scale * scale * (0.5 + a2 * two),
      slope: scale * (0.5 + alpha * one),
    };
  },
});

/**
 * x Φ(x), h ~ N(0, q): E φ = q/√(2π(1+q)), E φ² = q/4 + (q/2π) asin(q/(1+q)) + q²/(π(1+q)√(1+2q)).
 * Source: guides/theory.md, closed forms (Price's theorem applied to Hendrycks & Gimpel 2016, §2).
 */
export const gaussianGate: ClosedForm = {
  moments({ mean, variance: q }) {
    if (mean !== 0) return undefined;
    return {
      mean: q / Math.sqrt(2 * Math.PI * (1 + q)),
      secondMoment:
        q / 4 +
        (q / (2 * Math.PI)) * Math.asin(q / (1 + q)) +
        (q * q) / (Math.PI * (1 + q) * Math.sqrt(1 + 2 * q)),
    };
  },
};

/**
 * erf(x), h ~ N(m, q): E φ = erf(m/√(1+2q)), E φ′ = 2 e^{−m²/(1+2q)}/√(π(1+2q)); without a mean
 * E φ² = (2/π) asin(2q/(1+2q)), E φ′² = 4/(π√(1+4q)).
 * Source: Williams (1997), "Computing with Infinite Networks", eq. 11; guides/theory.md, closed forms.
 */
export const errorFunction: ClosedForm = {
  moments({ mean: m, variance: q }) {
    const wide = 1 + 2 * q;
    return {
      mean: erf(m / Math.sqrt(wide)),
      slope: (2 * Math.exp((-m * m) / wide)) / Math.sqrt(Math.PI * wide),
      ...(m === 0 && {
        secondMoment: (2 / Math.PI) * Math.asin((2 * q) / wide),
        squaredSlope: 4 / (Math.PI * Math.sqrt(1 + 4 * q)),
        growth: 4 / (Math.PI * wide * Math.sqrt(1 + 4 * q)),
      }),
    };
  },
};

/** Below this s the terms of the sine's fourth moment cancel, and |sin| is smooth within reach of the quadrature. */
const SLOW = 0.05;

/**
 * sin(ωx), h ~ N(m, q), from the characteristic function E e^{ikωh} = e^{ikωm − k²s/2} with s = ω²q and
 * sin² x = (1 − cos 2x)/2; |sin| by its Fourier series 2/π − (4/π) Σ cos 2kx/(4k² − 1). Quadrature would need
 * some nodes for every turn.
 * Source of E φ² = (1 − e^{−2q})/2 at ω = 1, m = 0: guides/theory.md, closed forms.
 */
export const periodic = (omega: number): ClosedForm => ({
  moments({ mean: m, variance: q }) {
    const s = omega * omega * q;
    const x = omega * m;
    const square = Math.sin(x) ** 2;
    const turn = (k: number): number => Math.cos(k * x) * Math.exp((-k * k * s) / 2);
    return {
      mean: Math.sin(x) * Math.exp(-s / 2),
      secondMoment: -Math.expm1(-2 * s) / 2 + square * Math.exp(-2 * s),
      slope: omega * turn(1),
      squaredSlope: (omega * omega * (1 + turn(2))) / 2,
      growth: omega * omega * turn(2),
      ...(s > SLOW && {
        fourthMoment: 3 / 8 - turn(2) / 2 + turn(4) / 8,
        meanAbsolute: meanAbsoluteSine(turn, s),
      }),
    };
  },
  overlap({ mean, variance }, c) {
    const s = omega * omega * variance;
    const [apart, together] = [Math.exp(-s * (1 - c)), Math.exp(-s * (1 + c))];
    const square = Math.sin(omega * mean) ** 2;
    const odd = s < 1 ? Math.exp(-s) * Math.sinh(s * c) : (apart - together) / 2;
    return {
      value: odd + square * together,
      slope: omega * omega * ((apart + together) / 2 - square * together),
    };
  },
});

/** @param turn cos(kωm) e^{−k²s/2} by k */
function meanAbsoluteSine(turn: (k: number) => number, s: number): number {
  const terms = Math.ceil(Math.sqrt(20 / s));
  let sum = 0;
  for (let k = 1; k <= terms; k++) sum += turn(2 * k) / (4 * k * k - 1);
  return (2 - 4 * sum) / Math.PI;
}

/** Closed forms by the activation's registry name. An activation without one is integrated. */
export const closedForms: Readonly<Record<string, (parameters: Parameters) => ClosedForm>> = {
  relu: () => rectifier(0),
  linear: () => rectifier(1),
  leakyRelu: (p) => rectifier(number(p, 'slope')),
  prelu: (p) => rectifier(number(p, 'initial')),
  rrelu: (p) => rectifier((number(p, 'lower') + number(p, 'upper')) / 2),
  elu: (p) => exponential(number(p, 'alpha'), 1),
  selu: () => exponential(1.7580993408473766 / 1.0507009873554805, 1.0507009873554805),
  gelu: () => gaussianGate,
  erf: () => errorFunction,
  sine: (p) => periodic(number(p, 'omega')),
};
