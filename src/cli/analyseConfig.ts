import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { inspectPath } from '../data/inspect';
import { analyse } from '../language/analysis';
import type { Analysis } from '../language/analysis';
import { readConfig } from '../language/service/configDocument';
import type { ConfigDocument } from '../language/service/configDocument';
import { DatasetKnowledge } from '../language/service/datasetKnowledge';
import { CliError, EXIT } from './exitCodes';

export interface AnalysedConfig {
  readonly shownPath: string;
  readonly document: ConfigDocument;
  readonly analysis: Analysis;
}

/**
 * Reads a config as the editor does, looking into local datasets, and predicts all of its initializers.
 *
 * @param path absolute
 * @param shownPath as the user wrote it, for messages
 * @throws CliError `usage` when the file cannot be read; mistakes within it are problems of the document
 */
export async function analyseConfig(
  path: string,
  shownPath: string,
  now: () => number,
): Promise<AnalysedConfig> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CliError(EXIT.usage, `${shownPath} cannot be read: ${(error as Error).message}`);
  });
  const datasets = new DatasetKnowledge(inspectPath, now);
  const document = await readConfig(pathToFileURL(path).href, 0, text, datasets);
  return { shownPath, document, analysis: analyse(document.outline) };
}
