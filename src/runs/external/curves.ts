import type { TrialId } from '../../shared/metrics';
import { Series } from '../store/series';
import type { Columns, SeriesKey } from '../store/series';
import { StepPool } from '../store/stepPool';
import type { TagMeaning } from './meaning';

/** The scalars of a log folder, each tag a curve, under the names that they have here. */
export class Curves {
  readonly #pool = new StepPool();
  readonly #series = new Map<string, Series>();
  /** Which tag of the other program each curve is. */
  readonly #tags = new Map<Series, { readonly name: string; readonly rank: number }>();

  all(): IterableIterator<Series> {
    return this.#series.values();
  }

  find(key: SeriesKey): Columns | undefined {
    return this.#series.get(idOf(key));
  }

  /** @param name as the other program calls it */
  append(
    { initializer, seed }: TrialId,
    name: string,
    { split, tag, rank }: TagMeaning,
    [step, wallTime, value]: readonly [step: number, wallTime: number, value: number],
  ): void {
    const key = { initializer, seed, split, tag };
    let series = this.#at(key);
    const current = this.#tags.get(series) ?? { name, rank };
    if (current.name !== name) {
      const other = this.#at({ ...key, tag: rank < current.rank ? current.name : name });
      if (rank < current.rank) {
        other.extend(series);
        series.cutAt(-Infinity);
      } else series = other;
    }
    this.#tags.set(series, { name, rank });
    series.append(step, wallTime, value);
  }

  #at(key: SeriesKey): Series {
    const known = this.#series.get(idOf(key));
    if (known) return known;
    const series = new Series(key, this.#pool);
    this.#series.set(idOf(key), series);
    return series;
  }
}

export const idOf = ({ initializer, seed, split, tag }: SeriesKey): string =>
  [split, seed, initializer, tag].join('\n');
