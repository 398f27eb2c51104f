import { join } from 'node:path';
import { reproductionMarkdown } from '../../reproduce/markdown';
import type { Entry } from '../../reproduce/markdown';
import { stands } from '../../reproduce/outcome';
import { reproductions, withNeeds } from '../../reproduce/registry';
import type { Reproduction } from '../../reproduce/reproduction';
import { hint } from '../../schema/suggest';
import { writeWhole } from '../../shared/writeWhole';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, toJson } from '../format/json';
import { Progress } from '../reproduce/progress';
import { entryFacts, entryText } from '../reproduce/text';
import { trainExperiment } from '../reproduce/trainExperiment';
import type { TrainOptions } from '../reproduce/trainExperiment';

export interface ReproduceOptions extends TrainOptions {
  /** Markdown file to write. */
  readonly out?: string;
  /** Folder for runs, configs and results. */
  readonly folder: string;
  readonly json?: true;
}

/** Trains published experiments anew, and holds what comes of them against what was published. */
export async function reproduce(
  environment: Environment,
  names: readonly string[],
  options: ReproduceOptions,
): Promise<ExitCode> {
  const { io } = environment;
  const mode = options.quick ? 'quick' : 'full';
  const folder = join(resolvePath(environment, options.folder), mode);
  const progress = await Progress.open(folder, mode);
  const chosen = withNeeds(names.map(experimentCalled));
  const entries: Entry[] = [];
  for (const [i, experiment] of chosen.entries()) {
    io.err(`${experiment.example} (${i + 1} of ${chosen.length})\n`);
    await trainExperiment(environment, experiment, progress, options);
    const entry = await progress.entry(experiment);
    entries.push(entry);
    if (!options.json) io.out(`${entryText(entry)}\n\n`);
  }
  if (options.json) io.out(toJson({ format: JSON_FORMAT, mode, experiments: entries.map(entryFacts) }));
  if (options.out !== undefined) await writePage(environment, options.out, progress);
  return entries.every((entry) => !('figures' in entry) || stands(entry)) ? EXIT.ok : EXIT.failed;
}

function experimentCalled(name: string): Reproduction {
  const found = reproductions.find(({ example }) => example === name);
  if (found) return found;
  const examples = reproductions.map(({ example }) => example);
  throw new CliError(EXIT.usage, `There is no experiment "${name}"${hint(name, examples).text}`);
}

/** Everything that has been reproduced, also by earlier calls. */
async function writePage(environment: Environment, out: string, progress: Progress): Promise<void> {
  const entries: Entry[] = [];
  for (const experiment of reproductions) entries.push(await progress.entry(experiment));
  await writeWhole(resolvePath(environment, out), reproductionMarkdown(entries, 'initscope reproduce'));
  environment.io.err(`${out}\n`);
}
