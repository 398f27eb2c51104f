import { existsSync } from 'node:fs';
import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import { ENDED } from '../runs/run';
import type { HealthFinding } from '../health/finding';
import type { RunWriter } from '../runs/store/runWriter';
import { messageOf } from '../shared/messageOf';
import { isSameTrial } from '../shared/metrics';
import type { MetricsSink, TrialId } from '../shared/metrics';
import { watchHealth } from '../runs/watchHealth';
import { createControl } from '../training/control';
import type { TrainingProgress } from '../training/progress';
import { runExperiment, scheduleOf } from '../training/runExperiment';
import type { TrialStart } from '../training/start';
import type { Shift } from './crew/assign';
import type { Assignment } from './crew/contract';
import { startCrew } from './crew/crew';
import type { Crew, CrewListener } from './crew/crew';
import { shareDataset } from './crew/share';
import { fileTrouble } from './fileTrouble';
import { memoryTrouble } from './memoryTrouble';
import type { Placement } from './placement/place';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';

/** Between two saves of the trials' steps in run.json. */
const SAVE_STEPS_MS = 1000;

/** A run that is ready to be trained. */
interface ReadyRun {
  readonly engine: Engine;
  readonly dataset: Dataset;
  readonly writer: RunWriter;
  readonly placement: Placement;
  /** The trials to train. */
  readonly trials: readonly TrialId[];
  /** Those of them that do not begin at their initializer's draw. */
  readonly starts: readonly TrialStart[];
  /** Of a run that goes on: findings that were told and acted on, and are not to be again. */
  readonly known?: readonly HealthFinding[];
}

type TrainParams = Pick<StartParams, 'experiment' | 'engineFolders'>;

/** Trains a run that has been made, writing to its files and telling the host. */
export function train(
  params: TrainParams,
  services: RunServices,
  run: ReadyRun,
): Pick<ActiveRun, 'control' | 'responds' | 'done'> {
  const { feed, now } = services;
  const { engine, writer } = run;
  const health = watchHealth(writer.manifest, (finding) => {
    writer.finding(finding);
    act(finding, training.control);
    if (finding.action !== 'note') services.onFinding(finding);
  });
  health.recall(run.known ?? []);
  const sink: MetricsSink = {
    scalar(trial, point) {
      writer.scalar(trial, point);
      feed.scalar(trial, point);
      health.scalar(trial, point);
    },
    histogram: (trial, point) => writer.histogram(trial, point),
  };
  let savedAt = now();
  const onProgress = (progress: TrainingProgress): void => {
    feed.progress(progress);
    feed.tick(() => writer.flush());
    if (now() - savedAt < SAVE_STEPS_MS) return;
    savedAt = now();
    for (const trial of progress.trials)
      if (trial.state === 'running') writer.updateTrial(trial, { step: trial.step });
  };
  const listener: CrewListener = {
    sink,
    checkpoints: { save: (trial, checkpoint) => writer.saveCheckpoint(trial, checkpoint) },
    onTrial: ({ initializer, seed, ...change }) => {
      if (ENDED.includes(change.state)) health.ended({ initializer, seed }, change.divergence);
      writer.updateTrial({ initializer, seed }, change);
    },
    onProgress,
  };
  const { placement } = run;
  const training =
    placement.kind === 'workers'
      ? trainInWorkers(params, services, { ...run, shifts: placement.shifts }, listener)
      : trainHere(params, services, { ...run, stacked: placement.stacked }, listener);
  if (writer.manifest.data) health.data(writer.manifest.data);
  const work = async (): Promise<'finished' | 'stopped'> => {
    try {
      const state = await training.done;
      await writer.finish(state);
      return state;
    } catch (thrown) {
      const error = await explained(thrown, writer.folder, engine);
      await writer.fail({ message: messageOf(error), log: stackOf(error) });
      throw error;
    } finally {
      engine.dispose();
    }
  };
  const control = savingPauses(training.control, writer);
  return { control, responds: () => training.responds(), done: work() };
}

/** What the config asks for when a rule fires. */
function act({ action, initializer }: HealthFinding, control: Crew['control']): void {
  if (action === 'stopInitializer' && initializer !== undefined) control.retire(initializer);
  // what is about the data is about all initializers
  else if (action === 'stopAll' || action === 'stopInitializer') void control.stop();
}

function trainInWorkers(
  { experiment, engineFolders }: TrainParams,
  { moduleFolder }: RunServices,
  { engine, dataset, trials, starts, shifts }: ReadyRun & { readonly shifts: readonly Shift[] },
  listener: CrewListener,
): Crew {
  const shared = shareDataset(dataset);
  const isOf = (shift: Shift, start: TrialStart): boolean =>
    shift.trials.some((trial) => isSameTrial(trial, start));
  const assignments = shifts.map((shift): Assignment => ({
    ...shift,
    experiment,
    dataset: shared,
    starts: starts.filter((start) => isOf(shift, start)),
    engine: engine.name,
    engineFolders,
    moduleFolder,
  }));
  const { totalSteps } = scheduleOf(experiment, dataset);
  return startCrew(assignments, { totalSteps, order: trials }, listener);
}

/** Trains all trials in this thread. */
function trainHere(
  { experiment }: TrainParams,
  { now }: RunServices,
  { engine, dataset, trials, starts, stacked }: ReadyRun & { readonly stacked: boolean },
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

/** A pause is seen in run.json, by those who do not talk to this process. */
const savingPauses = (control: Crew['control'], writer: RunWriter): Crew['control'] => ({
  ...control,
  async pause() {
    await control.pause();
    writer.setState('paused');
  },
  async resume() {
    await control.resume();
    writer.setState('running');
  },
});

/** An error of the disk, of memory or of the GPU in words, with what becomes of the run. */
async function explained(error: unknown, runFolder: string, engine: Engine): Promise<unknown> {
  if (!existsSync(runFolder) || isMissing(error))
    return new Error(
      `The run’s folder was moved or deleted while it trained: ${runFolder}. Training has ended. To train anew, run the experiment again.`,
      { cause: error },
    );
  const told = (what: string, remedy: string): Error =>
    new Error(`${what} Training has ended; what it measured and its last checkpoints are kept. ${remedy}`, {
      cause: error,
    });
  await new Promise(setImmediate); // what fails for want of a device may do so before that is said to be lost
  const lost = engine.lost?.();
  if (lost !== undefined)
    return told(
      `The GPU was lost: ${engine.device.name} (${lost}).`,
      'Resume the run; if it is lost again, update its driver, or run the experiment on another engine.',
    );
  const trouble = fileTrouble(error, runFolder);
  if (trouble !== undefined) return told(trouble, 'Mend this, then resume the run.');
  const shortage = memoryTrouble(error);
  return shortage === undefined
    ? error
    : told(shortage, 'Close what else needs memory, then resume the run; or run a smaller experiment.');
}

/** What a run writes to is not there: of a folder that is being deleted, parts go before the whole. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && ((error as NodeJS.ErrnoException).code === 'ENOENT' || isMissing(error.cause));

const stackOf = (error: unknown): string[] =>
  error instanceof Error && error.stack !== undefined ? error.stack.split('\n').slice(0, 20) : [];
