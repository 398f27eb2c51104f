import { DataError } from '../data/error';
import { inspectPath } from '../data/inspect';
import { describeDataset } from '../data/registry';
import { parseExperiment } from './parse';
import type { ParsedExperiment } from './parse';

/**
 * As `parseExperiment`, reading what has to be read to know a dataset given by its path. Data that cannot be read is
 * a problem like any other.
 *
 * @param path of the config file, absolute
 */
export async function parseAndInspect(text: string, path: string): Promise<ParsedExperiment> {
  const unknown: Parameters<typeof inspectPath>[] = [];
  const parsed = parseExperiment(text, {
    path,
    describeDataset: (source, parameters) => {
      const description = describeDataset(source, parameters);
      if (description === undefined) unknown.push([source, parameters]);
      return description;
    },
  });
  const [asked] = unknown;
  if (asked === undefined) return parsed;
  const answer = await inspectPath(...asked).catch((error: unknown) => {
    if (error instanceof DataError) return { error: error.message };
    throw error;
  });
  return parseExperiment(text, {
    path,
    describeDataset: (source, parameters) => describeDataset(source, parameters) ?? answer,
  });
}
