import { Series } from '../../src/runs/store/series';
import { parseTag } from '../../src/shared/tags';
import type { SeriesDelta, SeriesKey } from '../contract';
import type { Columns } from './columns';
import { at } from './columns';

export type Split = SeriesKey['split'];

const nameOf = ({ initializer, seed, split, tag }: SeriesKey): string =>
  [split, tag, seed, initializer].join('\0');

/** Every series of the run as far as it has come in. */
export class SeriesStore {
  readonly #series = new Map<string, Series>();

  apply(deltas: readonly SeriesDelta[]): void {
    for (const { key, reset, steps, values, wallTimes } of deltas) {
      const name = nameOf(key);
      const known = reset ? undefined : this.#series.get(name);
      const series = known ?? new Series(key);
      if (known === undefined) this.#series.set(name, series);
      steps.forEach((step, index) => {
        series.append(step, at(wallTimes, index), at(values, index));
      });
    }
  }

  /** Views of a series' columns; undefined while it has no point. */
  find(key: SeriesKey): Columns | undefined {
    const series = this.#series.get(nameOf(key));
    return series !== undefined && series.steps.length > 0 ? series : undefined;
  }

  get isEmpty(): boolean {
    return this.#series.size === 0;
  }

  /** Subjects (layers, weights) for which a statistic has come in. */
  subjectsOf(statistic: string): ReadonlySet<string> {
    const subjects = new Set<string>();
    for (const { key } of this.#series.values()) {
      const parsed = parseTag(key.tag);
      if (parsed.statistic === statistic && parsed.subject !== '') subjects.add(parsed.subject);
    }
    return subjects;
  }

  /** Steps at which any series of this split and statistic has a value, ascending. */
  stepsOf(split: Split, statistic: string): readonly number[] {
    const found = new Set<number>();
    for (const { key, steps } of this.#series.values()) {
      if (key.split !== split || parseTag(key.tag).statistic !== statistic) continue;
      for (const step of steps) found.add(step);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Wall time of a trial's first point, from which its own time counts. */
  startOf(initializer: string, seed: number): number {
    let start = Number.POSITIVE_INFINITY;
    for (const { key, wallTimes } of this.#series.values())
      if (key.initializer === initializer && key.seed === seed && wallTimes.length > 0)
        start = Math.min(start, at(wallTimes, 0));
    return start;
  }
}
