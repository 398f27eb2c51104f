import type { Gaussian } from './gaussian';

const LIMIT = 4096;

/** A function of a normal distribution that keeps its results, and forgets all of them when there are too many. */
export class Recent<T> {
  readonly #compute: (h: Gaussian) => T;
  readonly #results = new Map<string, T>();

  constructor(compute: (h: Gaussian) => T) {
    this.#compute = compute;
  }

  at(h: Gaussian): T {
    const key = `${h.mean} ${h.variance}`;
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    if (this.#results.size >= LIMIT) this.#results.clear();
    const result = this.#compute(h);
    this.#results.set(key, result);
    return result;
  }
}

/** How often a mean has to be asked for before a table is worth while. */
const RECURRING = 16;
const MOST_MEANS = 256;
const MOST_TABLES = 16;

/** Makes something for those means that keep coming back, and forgets all of it when there are too many. */
export class RecurringMeans<T> {
  readonly #make: (mean: number) => T;
  readonly #asked = new Map<number, number>();
  readonly #made = new Map<number, T>();

  constructor(make: (mean: number) => T) {
    this.#make = make;
  }

  /** Undefined for a mean that was not asked for often. */
  at(mean: number): T | undefined {
    const known = this.#made.get(mean);
    if (known !== undefined) return known;
    const times = (this.#asked.get(mean) ?? 0) + 1;
    if (this.#asked.size >= MOST_MEANS) this.#asked.clear();
    this.#asked.set(mean, times);
    if (times < RECURRING) return undefined;
    if (this.#made.size >= MOST_TABLES) this.#made.clear();
    const made = this.#make(mean);
    this.#made.set(mean, made);
    return made;
  }
}
