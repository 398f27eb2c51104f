import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import { ENDED } from '../runs/run';
import type { HealthFinding } from '../health/finding';
import type { RunWriter } from '../runs/store/runWriter';
import type { MetricsSink } from '../shared/metrics';
import { watchHealth } from '../runs/watchHealth';
import { createControl } from '../training/control';
import type { TrainingProgress } from '../training/progress';
import { runExperiment, scheduleOf } from '../training/runExperiment';
import { trialsOf } from './crew/assign';
import type { Shift } from './crew/assign';
import type { Assignment } from './crew/contract';
import { startCrew } from './crew/crew';
import type { Crew, CrewListener } from './crew/crew';
import { shareDataset } from './crew/share';
import type { Placement } from './placement/place';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';

/** Between two saves of the trials' steps in run.json. */
const SAVE_STEPS_MS = 1000;

/** What a run is made of. */
export interface Run {
  readonly engine: Engine;
  readonly dataset: Dataset;
  readonly writer: RunWriter;
  readonly placement: Placement;
}

/** Trains a run that has been made, writing to its files and telling the host. */
export function train(
  params: StartParams,
  services: RunServices,
  { engine, dataset, writer, placement }: Run,
): Pick<ActiveRun, 'control' | 'responds' | 'done'> {
  const { feed, now } = services;
  const health = watchHealth(writer.manifest, (finding) => {
    writer.finding(finding);
    act(finding, training.control);
    if (finding.action !== 'note') services.onFinding(finding);
  });
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
    feed.tick();
    if (now() - savedAt < SAVE_STEPS_MS) return;
    savedAt = now();
    for (const trial of progress.trials)
      if (trial.state === 'running') writer.updateTrial(trial, { step: trial.step });
  };
  const listener: CrewListener = {
    sink,
    onTrial: ({ initializer, seed, ...change }) => {
      if (ENDED.includes(change.state)) health.ended({ initializer, seed }, change.divergence);
      writer.updateTrial({ initializer, seed }, change);
    },
    onProgress,
  };
  const training =
    placement.kind === 'workers'
      ? trainInWorkers(params, services, { engine, dataset, shifts: placement.shifts }, listener)
      : trainHere(params, services, { engine, dataset, stacked: placement.stacked }, listener);
  if (writer.manifest.data) health.data(writer.manifest.data);
  const work = async (): Promise<'finished' | 'stopped'> => {
    try {
      const state = await training.done;
      await writer.finish(state);
      return state;
    } catch (error) {
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
  { experiment, engineFolders }: StartParams,
  { moduleFolder }: RunServices,
  { engine, dataset, shifts }: Pick<Run, 'engine' | 'dataset'> & { readonly shifts: readonly Shift[] },
  listener: CrewListener,
): Crew {
  const order = trialsOf(experiment);
  const shared = shareDataset(dataset);
  const assignments = shifts.map((shift): Assignment => ({
    ...shift,
    experiment,
    dataset: shared,
    engine: engine.name,
    engineFolders,
    moduleFolder,
  }));
  return startCrew(assignments, { totalSteps: scheduleOf(experiment, dataset).totalSteps, order }, listener);
}

/** Trains all trials in this thread. */
function trainHere(
  { experiment }: StartParams,
  { now }: RunServices,
  { engine, dataset, stacked }: Pick<Run, 'engine' | 'dataset'> & { readonly stacked: boolean },
  listener: CrewListener,
): Crew {
  const control = createControl();
  const clock = { now, wallTime: () => Date.now() / 1000 };
  return {
    control,
    responds: () => Promise.resolve(),
    done: runExperiment({ experiment, dataset, engine, stacked, control, clock, ...listener }),
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const stackOf = (error: unknown): string[] =>
  error instanceof Error && error.stack !== undefined ? error.stack.split('\n').slice(0, 20) : [];
