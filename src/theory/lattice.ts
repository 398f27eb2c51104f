/** Lattice points per factor e. */
const DENSITY = 8;
/** Neighbours that a value is interpolated from. */
const STENCIL = 6;

/**
 * A smooth, vector-valued function of a positive number, evaluated on a lattice of its logarithm, each point when
 * first needed, and interpolated between (Lagrange, six points). Where the sixth logarithmic derivative is of the
 * size of the function, as for the moments of activations, it errs by less than 1e-6 of it.
 */
export class Lattice {
  readonly #size: number;
  readonly #compute: (x: number) => Float64Array;
  readonly #points = new Map<number, Float64Array>();
  /** The neighbours of a place, by the first of them: value by value, of all six in a row. */
  readonly #stencils = new Map<number, Float64Array>();

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

  #stencil(first: number): Float64Array {
    const known = this.#stencils.get(first);
    if (known) return known;
    const stencil = new Float64Array(STENCIL * this.#size);
    for (let j = 0; j < STENCIL; j++) {
      const point = this.#point(first + j);
      for (let i = 0; i < point.length; i++) stencil[STENCIL * i + j] = point[i]!;
    }
    this.#stencils.set(first, stencil);
    return stencil;
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
function interpolate(stencil: Float64Array, x: number, result: Float64Array): void {
  const [a, b, c, d, e, f] = [x, x - 1, x - 2, x - 3, x - 4, x - 5];
  const [ab, cd, ef] = [a * b, c * d, e * f];
  const w0 = (b * cd * ef) / -120;
  const w1 = (a * cd * ef) / 24;
  const w2 = (ab * d * ef) / -12;
  const w3 = (ab * c * ef) / 12;
  const w4 = (ab * cd * f) / -24;
  const w5 = (ab * cd * e) / 120;
  for (let i = 0, j = 0; i < result.length; i++, j += STENCIL)
    result[i] =
      w0 * stencil[j]! +
      w1 * stencil[j + 1]! +
      w2 * stencil[j + 2]! +
      w3 * stencil[j + 3]! +
      w4 * stencil[j + 4]! +
      w5 * stencil[j + 5]!;
}
