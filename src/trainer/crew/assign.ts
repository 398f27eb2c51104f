import type { Experiment } from '../../experiment/experiment';
import type { TrialId } from '../../shared/metrics';

export interface Shift {
  readonly trials: readonly TrialId[];
  readonly threads: number;
}

/** All trials of an experiment in their order: for each seed every initializer. */
export const trialsOf = ({
  training,
  initializers,
}: Pick<Experiment, 'training' | 'initializers'>): readonly TrialId[] =>
  training.seeds.flatMap((seed) => initializers.map(({ label }) => ({ initializer: label, seed })));

/**
 * Deals trials out to workers, one per core: on a processor this beats threads inside one step, whose matrix products
 * are too small to share well (docs/performance.md). Where there are fewer trials, each has the threads of several.
 */
export function assignTrials(trials: readonly TrialId[], cores: number): readonly Shift[] {
  const workers = Math.max(1, Math.min(cores, trials.length));
  const threads = Math.max(1, Math.floor(cores / workers));
  return deal(trials, workers, threads);
}

/** Gives each worker an equal share of the trials. */
export const deal = (trials: readonly TrialId[], workers: number, threads: number): readonly Shift[] =>
  Array.from({ length: workers }, (_, worker) => ({
    threads,
    trials: trials.filter((__, i) => i % workers === worker),
  }));
