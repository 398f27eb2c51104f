import type { DatasetDescription } from '../../data/dataset';
import { describeDataset } from '../../data/registry';
import type { DescribeDataset } from '../../experiment/parse';
import { messageOf } from '../../shared/messageOf';
import { Knowledge } from './knowledge';

type Parameters = Readonly<Record<string, unknown>>;
/** Looks into the files at a path. */
export type InspectPath = (path: string, parameters: Parameters) => Promise<DatasetDescription>;

/**
 * What is known of datasets: at once of those with a name, and of those at a path once their files were looked into.
 * A config is parsed with `describe`, and again after `settle` said that there is news.
 */
export class DatasetKnowledge {
  readonly #paths: Knowledge<readonly [string, Parameters], ReturnType<DescribeDataset>>;

  constructor(inspect: InspectPath, now: () => number) {
    this.#paths = new Knowledge(
      ([source, parameters]) =>
        inspect(source, parameters).catch((error: unknown) => ({
          error: messageOf(error),
        })),
      now,
    );
  }

  readonly describe: DescribeDataset = (source, parameters) =>
    describeDataset(source, parameters) ?? this.#paths.ask([source, parameters]);

  /** Looks into all that was asked for and is not known. True when an answer has changed. */
  settle(): Promise<boolean> {
    return this.#paths.settle();
  }
}
