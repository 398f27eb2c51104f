import { parseTag } from '../../src/shared/tags';
import type { SeriesDelta, SeriesKey } from '../contract';
import type { Columns } from './columns';
import { GrowingColumns } from './growingColumns';

export type Split = SeriesKey['split'];

interface Entry {
  readonly key: SeriesKey;
  readonly columns: GrowingColumns;
}

const nameOf = ({ initializer, seed, split, tag }: SeriesKey): string =>
  [split, tag, seed, initializer].join('\0');

/** Every series of the run as far as it has come in. */
export class SeriesStore {
  private readonly entries = new Map<string, Entry>();

  apply(deltas: readonly SeriesDelta[]): void {
    for (const delta of deltas) {
      const { columns } = this.entryFor(delta.key);
      if (delta.reset) columns.clear();
      columns.append(delta);
    }
  }

  get(key: SeriesKey): Columns | undefined {
    const columns = this.entries.get(nameOf(key))?.columns.view();
    return columns !== undefined && columns.steps.length > 0 ? columns : undefined;
  }

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  /** Subjects (layers, weights) for which a statistic has come in. */
  subjectsOf(statistic: string): ReadonlySet<string> {
    const subjects = new Set<string>();
    for (const { key } of this.entries.values()) {
      const parsed = parseTag(key.tag);
      if (parsed.statistic === statistic && parsed.subject !== '') subjects.add(parsed.subject);
    }
    return subjects;
  }

  /** Steps at which any series of this split and statistic has a value, ascending. */
  stepsOf(split: Split, statistic: string): readonly number[] {
    const steps = new Set<number>();
    for (const { key, columns } of this.entries.values()) {
      if (key.split !== split || parseTag(key.tag).statistic !== statistic) continue;
      for (const step of columns.view().steps) steps.add(step);
    }
    return [...steps].sort((a, b) => a - b);
  }

  /** Wall time of a trial's first point, from which its own time counts. */
  startOf(initializer: string, seed: number): number {
    let start = Number.POSITIVE_INFINITY;
    for (const { key, columns } of this.entries.values()) {
      if (key.initializer !== initializer || key.seed !== seed) continue;
      const [first] = columns.view().wallTimes;
      if (first !== undefined && first < start) start = first;
    }
    return start;
  }

  private entryFor(key: SeriesKey): Entry {
    const name = nameOf(key);
    const known = this.entries.get(name);
    if (known !== undefined) return known;
    const entry = { key, columns: new GrowingColumns() };
    this.entries.set(name, entry);
    return entry;
  }
}
