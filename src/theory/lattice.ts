/** Lattice points per factor e. */
const DENSITY = 8;
/** Neighbours that a value is interpolated from. */
const STENCIL = 6;

/** The values at the neighbours of a place. */
type Stencil = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/**
 * A smooth, vector-valued function of a positive number, evaluated on a lattice of its logarithm, each point when
 * first needed, and interpolated between (Lagrange, six points). Where the sixth logarithmic derivative is of the
 * size of the function, as for the moments of activations, it errs by less than 1e-6 of it.
 */
export class Lattice {
  readonly #size: number;
  readonly #compute: (x: number) => Float64Array;
  readonly #points = new Map<number, Float64Array>();
  /** Neighbours of a place, by the first of them. */
  readonly #stencils = new Map<number, Stencil>();

  constructor(size: number, compute: (x: number) => Float64Array) {
    this.#size = size;
    this.#compute = compute;
  }

  /** @param result what to write the values into, for callers that keep none of them */
  at(x: number, result = new Float64Array(this.#size)): Float64Array {
    const place = Math.log(x) * DENSITY;
    const first = Math.floor(place) - STENCIL / 2 + 1;
    interpolate(this.#stencil(first), place - first, result);
    return result;
  }

  #stencil(first: number): Stencil {
    const known = this.#stencils.get(first);
    if (known) return known;
    const at = (j: number): Float64Array => this.#point(first + j);
    const points: Stencil = [at(0), at(1), at(2), at(3), at(4), at(5)];
    this.#stencils.set(first, points);
    return points;
  }

  #point(index: number): Float64Array {
    const known = this.#points.get(index);
    if (known) return known;
    const computed = this.#compute(Math.exp(index / DENSITY));
    this.#points.set(index, computed);
    return computed;
  }
}

/**
 * Lagrange's polynomial through six neighbours, at x from the first of them.
 * Source: Abramowitz & Stegun 25.2.2, the weights written out: this is where predictions spend their time.
 */
function interpolate([p0, p1, p2, p3, p4, p5]: Stencil, x: number, result: Float64Array): void {
  const [a, b, c, d, e, f] = [x, x - 1, x - 2, x - 3, x - 4, x - 5];
  const [ab, cd, ef] = [a * b, c * d, e * f];
  const w0 = (b * cd * ef) / -120;
  const w1 = (a * cd * ef) / 24;
  const w2 = (ab * d * ef) / -12;
  const w3 = (ab * c * ef) / 12;
  const w4 = (ab * cd * f) / -24;
  const w5 = (ab * cd * e) / 120;
  for (let i = 0; i < result.length; i++)
    result[i] = w0 * p0[i]! + w1 * p1[i]! + w2 * p2[i]! + w3 * p3[i]! + w4 * p4[i]! + w5 * p5[i]!;
}
