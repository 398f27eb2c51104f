import { Series } from '../../src/runs/store/series';
import { StepPool } from '../../src/runs/store/stepPool';
import { parseTag } from '../../src/shared/tags';
import type { SeriesDelta, SeriesKey } from '../contract';
import type { Columns } from './columns';
import { at } from './columns';
import { Memo } from './memo';
import { Pyramid } from './pyramid';

export type Split = SeriesKey['split'];

const nameOf = ({ initializer, seed, split, tag }: SeriesKey): string =>
  [split, tag, seed, initializer].join('\0');

/** Every series of the run as far as it has come in. */
export class SeriesStore {
  /** What follows from the series, such as means over seeds. */
  readonly memo = new Memo();
  /** For the steps of all series, and of what follows from them. */
  readonly pool = new StepPool();
  readonly #series = new Map<string, Series>();
  #version = 0;
  readonly #versions = new Map<string, number>();
  readonly #origins = new Map<string, number>();

  apply(deltas: readonly SeriesDelta[]): void {
    this.#version++;
    for (const delta of deltas) {
      const { key, reset, steps } = delta;
      const name = nameOf(key);
      const known = reset ? undefined : this.#series.get(name);
      const series = known ?? new Series(key, this.pool);
      const before = series.length;
      series.extend(delta);
      this.#series.set(name, series);
      this.#versions.set(name, this.versionOf(key) + 1);
      const isLonger = known !== undefined && series.length === before + steps.length;
      if (!isLonger) this.#origins.set(name, this.originOf(key) + 1);
    }
  }

  /** Views of a series' columns; undefined while it has no point. */
  find(key: SeriesKey): Columns | undefined {
    const series = this.#series.get(nameOf(key));
    return series !== undefined && series.steps.length > 0 ? series : undefined;
  }

  /** Grows with every change of any series. */
  get version(): number {
    return this.#version;
  }

  /** Grows with every change of a series. */
  versionOf(key: SeriesKey): number {
    return this.#versions.get(nameOf(key)) ?? 0;
  }

  /** Grows whenever a series has become another than it was with points at its end. */
  originOf(key: SeriesKey): number {
    return this.#origins.get(nameOf(key)) ?? 0;
  }

  /** A series' values with their extremes; undefined while it has no point. */
  pyramidOf(key: SeriesKey): Pyramid | undefined {
    const values = this.find(key)?.values;
    if (values === undefined) return undefined;
    const name = `pyramid ${nameOf(key)}`;
    const pyramid = this.memo.recall(name, String(this.originOf(key)), () => new Pyramid());
    pyramid.grow(values);
    return pyramid;
  }

  get isEmpty(): boolean {
    return this.#series.size === 0;
  }

  /** Subjects (layers, weights) for which a statistic has come in. */
  subjectsOf(statistic: string): ReadonlySet<string> {
    return this.memo.recall(`subjects ${statistic}`, String(this.#series.size), () => {
      const subjects = new Set<string>();
      for (const { key } of this.#series.values()) {
        const parsed = parseTag(key.tag);
        if (parsed.statistic === statistic && parsed.subject !== '') subjects.add(parsed.subject);
      }
      return subjects;
    });
  }

  /** Steps at which any series of this split has a value, ascending. */
  stepsOf(split: Split): readonly number[] {
    const own = [...this.#series.values()].filter(({ key }) => key.split === split);
    const version = own.map(({ steps }) => `${steps.length} ${steps.at(-1) ?? ''}`).join();
    return this.memo.recall(`steps ${split}`, version, () =>
      [...new Set(own.flatMap(({ steps }) => [...steps]))].sort((a, b) => a - b),
    );
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
