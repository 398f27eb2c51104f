/** Lattice points per factor e. */
const DENSITY = 8;
/** Neighbours that a value is interpolated from. */
const STENCIL = 6;

/** 1/Π(j − k) over k ≠ j: the constant part of Lagrange's weights. */
const CONSTANTS = Float64Array.from({ length: STENCIL }, (_, j) => {
  let product = 1;
  for (let k = 0; k < STENCIL; k++) if (k !== j) product *= j - k;
  return 1 / product;
});

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
  readonly #stencils = new Map<number, readonly Float64Array[]>();
  readonly #weights = new Float64Array(STENCIL);

  constructor(size: number, compute: (x: number) => Float64Array) {
    this.#size = size;
    this.#compute = compute;
  }

  /** @param result what to write the values into, for callers that keep none of them */
  at(x: number, result = new Float64Array(this.#size)): Float64Array {
    const place = Math.log(x) * DENSITY;
    const first = Math.floor(place) - STENCIL / 2 + 1;
    const points = this.#stencil(first);
    this.#weigh(place - first);
    result.fill(0);
    for (let j = 0; j < STENCIL; j++) {
      const known = points[j]!;
      const weight = this.#weights[j]!;
      for (let i = 0; i < result.length; i++) result[i]! += weight * known[i]!;
    }
    return result;
  }

  #stencil(first: number): readonly Float64Array[] {
    const known = this.#stencils.get(first);
    if (known) return known;
    const points = Array.from({ length: STENCIL }, (_, j) => this.#point(first + j));
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

  #weigh(x: number): void {
    for (let j = 0; j < STENCIL; j++) {
      let weight = CONSTANTS[j]!;
      for (let k = 0; k < STENCIL; k++) if (k !== j) weight *= x - k;
      this.#weights[j] = weight;
    }
  }
}
