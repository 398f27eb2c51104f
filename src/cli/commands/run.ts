import type { TrainerClient } from '../../trainer/client';
import { resolvePath, trainerPlaces } from '../environment';
import type { Environment } from '../environment';
import type { ExitCode } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import { override } from '../../experiment/override';
import type { Overrides } from '../../experiment/override';
import { readConfig } from '../readConfig';
import { planSweep } from '../../runs/sweep/plan';
import { trainSweep } from '../sweep';
import { trainAndTell } from '../training';
import type { TrainingOutput } from '../training';

export interface RunOptions extends Overrides, TrainingOutput {
  /** Runs folder. */
  readonly out: string;
  readonly fetch?: true;
}

/** Trains an experiment, or the sweep that its config asks for, and says what it came to. */
export async function run(environment: Environment, config: string, options: RunOptions): Promise<ExitCode> {
  const { io } = environment;
  const { path, text, experiment, sweep, notes } = await readConfig(resolvePath(environment, config), config);
  for (const note of notes) io.err(`${note}\n\n`);
  const { engine, seeds, epochs } = options;
  const changes: Overrides = {
    ...(engine && { engine }),
    ...(seeds && { seeds }),
    ...(epochs !== undefined && { epochs }),
  };
  const overridden = override(experiment, changes);
  if (options.fetch) await fetchIfMissing(environment, overridden.dataset.source);
  const runsFolder = resolvePath(environment, options.out);
  if (sweep) {
    const plan = planSweep(sweep, { path, text }, changes, Date.now());
    return trainSweep(environment, plan, runsFolder, options);
  }
  const params = {
    experiment: overridden,
    config: { path, text },
    runsFolder,
    ...trainerPlaces(environment),
  };
  const task = { experiment: overridden.name, begin: (client: TrainerClient) => client.start(params) };
  return trainAndTell(environment, task, options);
}
