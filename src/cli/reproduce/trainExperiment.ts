import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Reproduction } from '../../reproduce/reproduction';
import type { TrainerClient } from '../../trainer/client';
import type { Environment } from '../environment';
import { resolvePath } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import { override } from '../overrides';
import type { Overrides } from '../overrides';
import { createProgressDisplay } from '../progressDisplay';
import { readConfig } from '../readConfig';
import { train } from '../training';
import { planOf } from './plan';
import type { Plan } from './plan';
import type { Progress } from './progress';

export interface TrainOptions extends Pick<Overrides, 'engine'> {
  readonly quick?: true;
  /** Networks of each initializer; absent = 3, or 1 when quick. */
  readonly count?: number;
  readonly data?: string;
  readonly fetch?: true;
  /** Train also what has been. */
  readonly again?: true;
}

const SEEDS = { full: 3, quick: 1 };

/** Trains what has not been yet of an experiment, each variant kept as soon as it is done. */
export async function trainExperiment(
  environment: Environment,
  experiment: Reproduction,
  progress: Progress,
  options: TrainOptions,
): Promise<void> {
  const plan = await planOf(experiment, {
    quick: options.quick === true,
    seeds: options.count ?? SEEDS[options.quick ? 'quick' : 'full'],
    ...(options.data !== undefined && { data: resolvePath(environment, options.data) }),
  });
  if ('leftOut' in plan) return progress.leaveOut(experiment, plan.leftOut);
  const key = keyOf(plan, experiment, progress);
  const before = progress.kept(experiment.example);
  const runs = before?.key === key && !options.again ? [...before.runs] : [];
  try {
    if (options.fetch && options.data === undefined) await fetchIfMissing(environment, plan.dataset);
    for (const config of plan.configs.slice(runs.length)) {
      const run = await trainConfig(environment, experiment, config, progress.folder, options);
      runs.push(relative(progress.folder, run));
      await progress.keep(experiment, { key, runs, ...(plan.partial && { partial: plan.partial }) });
    }
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== EXIT.dataUnavailable) throw error;
    await progress.leaveOut(experiment, error.message.replace(/\n[^]*/, ''));
  }
}

/** Weights that are taken over make it another experiment when they are trained anew. */
const keyOf = ({ key }: Plan, { needs = [] }: Reproduction, progress: Progress): string =>
  [key, ...needs.flatMap((name) => progress.kept(name)?.runs ?? [])].join(' ');

/** @returns the run's folder. @throws CliError when it did not finish */
async function trainConfig(
  environment: Environment,
  { example }: Reproduction,
  text: string,
  folder: string,
  options: TrainOptions,
): Promise<string> {
  const path = join(folder, 'configs', `${example}.initscope.yaml`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  const config = await readConfig(path, path);
  const experiment = override(config.experiment, options);
  const runsFolder = join(folder, 'runs');
  await mkdir(runsFolder, { recursive: true });
  const { folders, io } = environment;
  const params = {
    experiment,
    config: { path, text },
    runsFolder,
    engineFolders: [folders.engines],
    datasetCache: folders.datasets,
  };
  const { started, end, interrupted } = await train(environment, createProgressDisplay(io), {
    experiment: experiment.name,
    begin: (client: TrainerClient) => client.start(params),
  });
  if (interrupted) throw new CliError(EXIT.interrupted, 'Stopped. The same command goes on from here.');
  if (end.kind === 'finished') return started.runFolder;
  const reason = end.kind === 'failed' ? end.failure.message : end.message;
  throw new CliError(EXIT.failed, `${example}: training failed: ${reason}`);
}
