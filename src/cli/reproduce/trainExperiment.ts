import { relative } from 'node:path';
import { reproductions } from '../../reproduce/registry';
import type { Reproduction } from '../../reproduce/reproduction';
import type { Kept, KeptRun } from '../../reproduce/results';
import type { Environment } from '../environment';
import { resolvePath } from '../environment';
import { CliError, EXIT } from '../exitCodes';
import { fetchIfMissing } from '../fetchIfMissing';
import type { Overrides } from '../../experiment/override';
import { planOf } from './plan';
import type { Plan } from './plan';
import type { Progress } from './progress';
import { trainConfig } from './trainConfig';
import { unfinishedRun } from './unfinishedRun';
import type { UnfinishedRun } from './unfinishedRun';

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

/**
 * Trains what has not been yet of an experiment: variants and seeds. Each is kept as soon as it is done, and a run that
 * was interrupted goes on where its checkpoints are.
 */
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
  const before = keptOf(plan, experiment, progress, options);
  try {
    if (options.fetch && options.data === undefined) await fetchIfMissing(environment, plan.dataset);
    await trainMissing(environment, { experiment, plan, before }, progress, options);
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== EXIT.dataUnavailable) throw error;
    await progress.leaveOut(experiment, error.message.replace(/\n[^]*/, ''));
  }
}

/** What earlier calls have trained of it that still holds. */
function keptOf(
  plan: Plan,
  experiment: Reproduction,
  progress: Progress,
  { again }: TrainOptions,
): Omit<Kept, 'leftOut'> {
  const key = keyOf(plan, experiment, progress);
  const kept = progress.kept(experiment.example);
  const { runs, underWay }: Pick<Kept, 'runs' | 'underWay'> =
    kept?.key === key && !again ? kept : { runs: [] };
  // weights are taken over from one run, which has all seeds then
  const isUsable = ({ seeds }: KeptRun): boolean =>
    !isNeeded(experiment) || plan.seeds.every((seed) => seeds.includes(seed));
  return {
    key,
    runs: runs.filter(isUsable),
    ...(underWay && isUsable(underWay) && { underWay }),
    ...(plan.partial && { partial: plan.partial }),
  };
}

const isNeeded = ({ example }: Reproduction): boolean =>
  reproductions.some(({ needs }) => needs?.includes(example));

interface Missing {
  readonly experiment: Reproduction;
  readonly plan: Plan;
  readonly before: Omit<Kept, 'leftOut'>;
}

async function trainMissing(
  environment: Environment,
  { experiment, plan, before: { underWay, ...before } }: Missing,
  progress: Progress,
  options: TrainOptions,
): Promise<void> {
  let { runs } = before;
  const keep = (underWay?: KeptRun): Promise<void> =>
    progress.keep(experiment, { ...before, runs, ...(underWay && { underWay }) });
  const trainOne = async (variant: number, seeds: readonly number[], left?: UnfinishedRun): Promise<void> => {
    const runIn = (folder: string): KeptRun => ({
      variant,
      seeds,
      folder: relative(progress.folder, folder),
    });
    const task = {
      example: experiment.example,
      text: plan.configs(seeds)[variant] ?? '',
      begun: (folder: string) => keep(runIn(folder)),
      ...(left && { unfinished: left }),
    };
    const folder = await trainConfig(environment, task, progress, options);
    runs = [...runs, runIn(folder)];
    await keep();
  };
  const left = await unfinishedRun(progress, underWay);
  if (underWay && left) await trainOne(underWay.variant, underWay.seeds, left);
  for (const variant of plan.configs(plan.seeds).keys()) {
    const trained = runs.filter((run) => run.variant === variant).flatMap(({ seeds }) => seeds);
    const missing = plan.seeds.filter((seed) => !trained.includes(seed));
    if (missing.length > 0) await trainOne(variant, missing);
  }
}

/** Weights that are taken over make it another experiment when they are trained anew. */
const keyOf = ({ key }: Plan, { needs = [] }: Reproduction, progress: Progress): string =>
  [key, ...needs.flatMap((name) => progress.kept(name)?.runs ?? []).map(({ folder }) => folder)].join(' ');
