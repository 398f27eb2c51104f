import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TrainerClient } from '../../trainer/client';
import type { StartResult } from '../../trainer/protocol';
import { trainerPlaces } from '../environment';
import type { Environment } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import { override } from '../../experiment/override';
import type { Overrides } from '../../experiment/override';
import { createProgressDisplay } from '../progressDisplay';
import { readConfig } from '../readConfig';
import { train } from '../training';
import type { Progress } from './progress';
import type { UnfinishedRun } from './unfinishedRun';

export interface TrainTask {
  readonly example: string;
  /** The config. */
  readonly text: string;
  /** A run of it that goes on in place of a new one. */
  readonly unfinished?: UnfinishedRun;
  /** Called with the run's folder before anything is trained. */
  readonly begun: (run: string) => Promise<void>;
}

/** @returns the run's folder. @throws CliError when it did not finish */
export async function trainConfig(
  environment: Environment,
  { example, text, unfinished, begun }: TrainTask,
  { folder, runsFolder }: Progress,
  options: Pick<Overrides, 'engine'>,
): Promise<string> {
  if (unfinished?.isDone) return unfinished.folder;
  const path = join(folder, 'configs', `${example}.initscope.yaml`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  const config = await readConfig(path, path);
  const experiment = override(config.experiment, options);
  await mkdir(runsFolder, { recursive: true });
  const places = trainerPlaces(environment);
  const begin = async (client: TrainerClient): Promise<StartResult> => {
    const started = await (unfinished
      ? client.continueRun({ runFolder: unfinished.folder, ...places }, experiment.name)
      : client.start({ experiment, config: { path, text }, runsFolder, ...places }));
    await begun(started.runFolder);
    return started;
  };
  const { started, end, interrupted } = await train(environment, createProgressDisplay(environment.io), {
    experiment: experiment.name,
    begin,
  });
  if (interrupted) throw new CliError(EXIT.interrupted, 'Stopped. The same command goes on from here.');
  if (end.kind === 'finished') return started.runFolder;
  const reason = end.kind === 'failed' ? end.failure.message : end.message;
  throw new CliError(EXIT.failed, `${example}: training failed: ${reason}`);
}
