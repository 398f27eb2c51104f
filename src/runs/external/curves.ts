import type { TrialId } from '../../shared/metrics';
import { Series } from '../store/series';
import type { Columns, SeriesKey } from '../store/series';
import { StepPool } from '../store/stepPool';
import type { TagMeaning } from './meaning';

interface Curve {
  readonly series: Series;
  /** The tag of the other program that it is so far, and that tag's rank. */
  name: string;
  rank: number;
}

/** The scalars of a log folder, each tag a curve, under the names that they have here. */
export class Curves {
  readonly #pool = new StepPool();
  readonly #curves = new Map<string, Curve>();

  all(): readonly Series[] {
    return Array.from(this.#curves.values(), ({ series }) => series);
  }

  find(key: SeriesKey): Columns | undefined {
    return this.#curves.get(idOf(key))?.series;
  }

  /** @param name as the other program calls it */
  append(
    { initializer, seed }: TrialId,
    name: string,
    { split, tag, rank }: TagMeaning,
    [step, wallTime, value]: readonly [step: number, wallTime: number, value: number],
  ): void {
    const key = { initializer, seed, split, tag };
    let curve = this.#at(key, name, rank);
    if (curve.name !== name) {
      // one that is called so in full has no other name to go on under
      if (rank < curve.rank || name === tag) {
        this.#at({ ...key, tag: curve.name }, curve.name, curve.rank).series.extend(curve.series);
        curve.series.cutAt(-Infinity);
        Object.assign(curve, { name, rank });
      } else curve = this.#at({ ...key, tag: name }, name, rank);
    }
    curve.series.append(step, wallTime, value);
  }

  #at(key: SeriesKey, name: string, rank: number): Curve {
    const id = idOf(key);
    const known = this.#curves.get(id);
    if (known) return known;
    const curve = { series: new Series(key, this.#pool), name, rank };
    this.#curves.set(id, curve);
    return curve;
  }
}

export const idOf = ({ initializer, seed, split, tag }: SeriesKey): string =>
  [split, seed, initializer, tag].join('\n');
