import { dirname } from 'node:path';
import { planOf } from '../../runs/sweep/plan';
import type { TrainerClient } from '../../trainer/client';
import { trainerPlaces } from '../environment';
import type { Environment } from '../environment';
import type { ExitCode } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import { findRun } from '../loadRun';
import { trainSweep } from '../sweep';
import { trainAndTell } from '../training';
import type { TrainingOutput } from '../training';

export interface ResumeOptions extends TrainingOutput {
  readonly runs: string;
  readonly epochs?: number;
  readonly fetch?: true;
}

/**
 * Goes on with a run where its latest checkpoints are, and with the sweep that it belongs to, or trains a finished run
 * longer.
 */
export async function resume(
  environment: Environment,
  reference: string,
  options: ResumeOptions,
): Promise<ExitCode> {
  const { folder, reader } = await findRun(environment, options.runs, reference);
  const { sweep, experiment } = reader.manifest;
  const { name, dataset } = experiment;
  if (options.fetch) await fetchIfMissing(environment, dataset.source);
  // more epochs are for this run alone
  if (sweep && options.epochs === undefined)
    return trainSweep(environment, await planOf(reader.manifest), dirname(dirname(folder)), options);
  const params = {
    runFolder: folder,
    ...(options.epochs === undefined ? {} : { epochs: options.epochs }),
    ...trainerPlaces(environment),
  };
  const task = { experiment: name, begin: (client: TrainerClient) => client.continueRun(params, name) };
  return trainAndTell(environment, task, options);
}
