import { fileURLToPath } from 'node:url';
import { parseExperiment } from '../../experiment/parse';
import type { DescribeDataset, ParsedExperiment } from '../../experiment/parse';
import { NO_BLOCKS } from '../../schema/blocks';
import type { DatasetKnowledge } from './datasetKnowledge';

/** A config file at one version, read. */
export interface ConfigDocument extends ParsedExperiment {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/**
 * A config that is being typed.
 * @param describeDataset what is known of datasets at the moment
 * @param previous an earlier version: what is unchanged since is not read again
 */
export const parseConfig = (
  uri: string,
  version: number,
  text: string,
  describeDataset: DescribeDataset,
  previous?: ConfigDocument,
): ConfigDocument => ({
  uri,
  version,
  text,
  ...parseExperiment(text, { path: pathOf(uri), describeDataset, blocks: previous?.blocks ?? NO_BLOCKS }),
});

/** Where relative paths of the config start; an untitled one is nowhere yet. */
export function pathOf(uri: string): string {
  const { protocol, pathname } = new URL(uri);
  return protocol === 'file:' ? fileURLToPath(uri) : decodeURIComponent(pathname);
}

/** Reads a config once for good, after a look into the data that it names by path. */
export async function readConfig(
  uri: string,
  version: number,
  text: string,
  datasets: DatasetKnowledge,
): Promise<ConfigDocument> {
  const read = (): ConfigDocument => ({
    uri,
    version,
    text,
    ...parseExperiment(text, { path: pathOf(uri), describeDataset: datasets.describe }),
  });
  const first = read();
  return (await datasets.settle()) ? read() : first;
}
