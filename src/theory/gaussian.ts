/** A normal distribution. Variance 0 is a single value. */
export interface Gaussian {
  readonly mean: number;
  readonly variance: number;
}

/** What is asked of an activation φ at a normal input h. */
export interface Moments {
  /** E φ(h). */
  readonly mean: number;
  /** E φ(h)². */
  readonly secondMoment: number;
  /** E φ(h)⁴. */
  readonly fourthMoment: number;
  /** E |φ(h)|. */
  readonly meanAbsolute: number;
  /** E φ′(h). */
  readonly slope: number;
  /** E φ′(h)². */
  readonly squaredSlope: number;
  /** ∂E φ(h)²/∂Var h = E[φ²(z² − 1)]/(2 Var h), which χ∥ is made of (Poole et al. 2016, eq. 4). */
  readonly growth: number;
}
