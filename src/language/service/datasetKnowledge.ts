import type { DatasetDescription } from '../../data/dataset';
import { describeDataset } from '../../data/registry';
import type { DescribeDataset } from '../../experiment/parse';

type Parameters = Readonly<Record<string, unknown>>;
/** Looks into the files at a path. */
export type InspectPath = (path: string, parameters: Parameters) => Promise<DatasetDescription>;

interface Inspected {
  readonly answer: ReturnType<DescribeDataset>;
  readonly at: number;
}

/** How long what was found at a path is believed, in milliseconds. */
const FRESH = 10_000;

/**
 * What is known of datasets: at once of those with a name, and of those at a path once their files were looked into.
 * A config is parsed with `describe`, and again after `settle` said that there is news.
 */
export class DatasetKnowledge {
  readonly #inspect: InspectPath;
  readonly #now: () => number;
  readonly #known = new Map<string, Inspected>();
  readonly #wanted = new Map<string, readonly [string, Parameters]>();

  constructor(inspect: InspectPath, now: () => number) {
    this.#inspect = inspect;
    this.#now = now;
  }

  readonly describe: DescribeDataset = (source, parameters) => {
    const registered = describeDataset(source, parameters);
    if (registered !== undefined) return registered;
    const id = JSON.stringify([source, parameters]);
    const known = this.#known.get(id);
    if (known === undefined || this.#now() - known.at > FRESH) this.#wanted.set(id, [source, parameters]);
    return known?.answer;
  };

  /** Looks into all that was asked for and is not known. True when an answer has changed. */
  async settle(): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const news = await Promise.all(
      wanted.map(async ([id, [source, parameters]]) => {
        const answer = await this.#inspect(source, parameters).catch((error: unknown) => ({
          error: error instanceof Error ? error.message : String(error),
        }));
        const before = this.#known.get(id)?.answer;
        this.#known.set(id, { answer, at: this.#now() });
        return JSON.stringify(before) !== JSON.stringify(answer);
      }),
    );
    return news.includes(true);
  }
}
