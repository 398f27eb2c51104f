import { readFile } from 'node:fs/promises';
import type { Experiment } from '../experiment/experiment';
import { parseAndInspect } from '../experiment/inspect';
import type { Sweep } from '../experiment/sweep/sweep';
import { CliError, EXIT } from './exitCodes';
import { problemWithSource } from './format/problems';

export interface Config {
  readonly path: string;
  readonly text: string;
  readonly experiment: Experiment;
  /** What is trained in place of the experiment, where the config asks for a grid of them. */
  readonly sweep?: Sweep;
  /** Warnings and notes, as text for a person. */
  readonly notes: readonly string[];
}

/**
 * Reads and checks a config file, looking into local datasets.
 *
 * @param path absolute
 * @param shownPath as the user wrote it, for messages
 * @throws CliError `usage` with every mistake
 */
export async function readConfig(path: string, shownPath: string): Promise<Config> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CliError(EXIT.usage, `${shownPath} cannot be read: ${(error as Error).message}`);
  });
  const { experiment, sweep, problems } = await parseAndInspect(text, path);
  const told = problems.map((problem) => problemWithSource(shownPath, text, problem));
  if (experiment) return { path, text, experiment, ...(sweep && { sweep }), notes: told };
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  throw new CliError(
    EXIT.usage,
    [...told, `${errors} ${errors === 1 ? 'mistake' : 'mistakes'} in ${shownPath}`].join('\n\n'),
  );
}
