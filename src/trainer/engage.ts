import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import { isSameTrial } from '../shared/metrics';
import type { TrialId } from '../shared/metrics';
import { createControl } from '../training/control';
import { experimentPrograms } from '../training/experimentPrograms';
import { runExperiment } from '../training/runExperiment';
import { scheduleOf } from '../training/schedule';
import type { TrialStart } from '../training/start';
import type { Shift } from './crew/assign';
import { startCrew } from './crew/crew';
import type { Crew, CrewListener, Post } from './crew/crew';
import { recruit } from './crew/recruit';
import type { Recruit } from './crew/recruit';
import type { Placement } from './placement/place';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';

/** What is to be trained. */
interface Work {
  readonly engine: Engine;
  /** Its samples lie in shared memory. */
  readonly dataset: Dataset;
  /** The trials to train. */
  readonly trials: readonly TrialId[];
  /** Those of them that do not begin at their initializer's draw. */
  readonly starts: readonly TrialStart[];
  readonly placement: Placement;
  /** Threads that wait for work, one for each shift of the placement. */
  readonly recruits: readonly Recruit[];
}

/** Starts a thread for each shift, which loads and waits to be told its engine. */
export const recruitFor = (
  shifts: readonly Shift[],
  { engineFolders, moduleFolder }: Pick<StartParams, 'engineFolders'> & Pick<RunServices, 'moduleFolder'>,
): Recruit[] => shifts.map(({ threads }) => recruit({ engineFolders, moduleFolder, threads }));

/** Has threads open an engine, while they wait for work. */
export function openIn(threads: readonly Recruit[], { name }: Pick<Engine, 'name'>): void {
  for (const thread of threads) thread.post({ type: 'open', engine: name });
}

/** Resolves when they are gone. */
export const releaseAll = async (threads: readonly Recruit[]): Promise<void> => {
  await Promise.all(threads.map((thread) => thread.release()));
};

/**
 * Hands out the work. Worker threads make ready at once; what trains, trains when there is a listener.
 *
 * @returns has the work done, and lets a listener have all that is measured
 */
export function engage(
  params: Pick<StartParams, 'experiment'>,
  services: RunServices,
  work: Work,
): (listener: CrewListener) => Crew {
  const { placement } = work;
  if (placement.kind === 'here')
    return (listener) => trainHere(params, services, { ...work, stacked: placement.stacked }, listener);
  const posts = postsOf(params, { ...work, shifts: placement.shifts });
  const { totalSteps } = scheduleOf(params.experiment, work.dataset);
  return (listener) => startCrew(posts, { totalSteps, order: work.trials }, listener);
}

function postsOf(
  { experiment }: Pick<StartParams, 'experiment'>,
  { engine, dataset, starts, shifts, recruits }: Work & { readonly shifts: readonly Shift[] },
): readonly Post[] {
  const posts = shifts.map(({ trials }, i) => {
    const thread = recruits[i];
    if (!thread) throw new RangeError('there are fewer threads than shifts');
    const own = starts.filter((start) => trials.some((trial) => isSameTrial(trial, start)));
    thread.post({
      type: 'begin',
      assignment: {
        experiment,
        trials,
        dataset,
        starts: own,
        ...(engine.compile && { awaitsPrograms: true }),
      },
    });
    return { thread, trials };
  });
  if (engine.compile) {
    // meanwhile the workers draw initial weights
    const { state, programs } = experimentPrograms(experiment, dataset);
    const compiled = engine.compile(state, programs);
    for (const { thread } of posts) thread.post({ type: 'programs', compiled });
  }
  return posts;
}

/** Trains all trials in this thread. */
function trainHere(
  { experiment }: Pick<StartParams, 'experiment'>,
  { now }: RunServices,
  { engine, dataset, trials, starts, stacked }: Work & { readonly stacked: boolean },
  listener: CrewListener,
): Crew {
  const control = createControl();
  const clock = { now, wallTime: () => Date.now() / 1000 };
  return {
    control,
    responds: () => Promise.resolve(),
    done: runExperiment({
      experiment,
      trials,
      starts,
      dataset,
      engine,
      stacked,
      control,
      clock,
      ...listener,
    }),
  };
}
