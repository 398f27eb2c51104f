import type { TrainerClient } from '../../trainer/client';
import type { Environment } from '../environment';
import type { ExitCode } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import { findRun } from '../loadRun';
import { trainAndTell } from '../training';
import type { TrainingOutput } from '../training';

export interface ResumeOptions extends TrainingOutput {
  readonly runs: string;
  readonly epochs?: number;
  readonly fetch?: true;
}

/** Goes on with a run where its latest checkpoints are, or trains a finished one longer. */
export async function resume(
  environment: Environment,
  reference: string,
  options: ResumeOptions,
): Promise<ExitCode> {
  const { folder, reader } = await findRun(environment, options.runs, reference);
  const { name, dataset } = reader.manifest.experiment;
  if (options.fetch) await fetchIfMissing(environment, dataset.source);
  const params = {
    runFolder: folder,
    ...(options.epochs === undefined ? {} : { epochs: options.epochs }),
    engineFolders: [environment.folders.engines],
    datasetCache: environment.folders.datasets,
  };
  const task = { experiment: name, begin: (client: TrainerClient) => client.continueRun(params, name) };
  return trainAndTell(environment, task, options);
}
