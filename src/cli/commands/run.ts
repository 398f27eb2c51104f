import { mkdir } from 'node:fs/promises';
import type { TrainerClient } from '../../trainer/client';
import { resolvePath } from '../environment';
import type { Environment } from '../environment';
import type { ExitCode } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import { override } from '../overrides';
import type { Overrides } from '../overrides';
import { readConfig } from '../readConfig';
import { trainAndTell } from '../training';
import type { TrainingOutput } from '../training';

export interface RunOptions extends Overrides, TrainingOutput {
  /** Runs folder. */
  readonly out: string;
  readonly fetch?: true;
}

/** Trains an experiment and says what it came to. */
export async function run(environment: Environment, config: string, options: RunOptions): Promise<ExitCode> {
  const { io, folders } = environment;
  const { path, text, experiment, notes } = await readConfig(resolvePath(environment, config), config);
  for (const note of notes) io.err(`${note}\n\n`);
  const overridden = override(experiment, options);
  if (options.fetch) await fetchIfMissing(environment, overridden.dataset.source);
  const runsFolder = resolvePath(environment, options.out);
  await mkdir(runsFolder, { recursive: true });
  const params = {
    experiment: overridden,
    config: { path, text },
    runsFolder,
    engineFolders: [folders.engines],
    datasetCache: folders.datasets,
  };
  const task = { experiment: overridden.name, begin: (client: TrainerClient) => client.start(params) };
  return trainAndTell(environment, task, options);
}
