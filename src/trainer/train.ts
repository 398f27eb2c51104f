import { existsSync } from 'node:fs';
import type { Engine } from '../engine/engine';
import { ENDED } from '../runs/run';
import type { HealthFinding } from '../health/finding';
import type { RunDescription, RunWriter } from '../runs/store/runWriter';
import { messageOf } from '../shared/messageOf';
import type { MetricsSink } from '../shared/metrics';
import { watchHealth } from '../runs/watchHealth';
import type { TrainingProgress } from '../training/progress';
import type { Crew, CrewListener } from './crew/crew';
import { fileTrouble } from './fileTrouble';
import { memoryTrouble } from './memoryTrouble';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';

/** Between two saves of the trials' steps in run.json. */
const SAVE_STEPS_MS = 1000;

/** A run that is ready to be trained. */
interface ReadyRun {
  readonly engine: Engine;
  readonly writer: RunWriter;
  /** See `engage`. */
  readonly begin: (listener: CrewListener) => Crew;
  /** What takes a while to find out, which is noted before anything measured is read. */
  readonly describe?: () => RunDescription;
  /** Of a run that goes on: findings that were told and acted on, and are not to be again. */
  readonly known?: readonly HealthFinding[];
}

/** Trains a run that has been made, writing to its files and telling the host. */
export function train(
  services: RunServices,
  run: ReadyRun,
): Pick<ActiveRun, 'control' | 'responds' | 'done'> {
  const { feed, now } = services;
  const { engine, writer } = run;
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
  const training = run.begin({
    sink,
    checkpoints: { save: (trial, checkpoint) => writer.saveCheckpoint(trial, checkpoint) },
    onTrial: ({ initializer, seed, ...change }) => {
      if (ENDED.includes(change.state)) health.ended({ initializer, seed }, change.divergence);
      writer.updateTrial({ initializer, seed }, change);
    },
    onProgress,
  });
  // worker threads are at their first step meanwhile, and what they tell waits
  if (run.describe) writer.describe(run.describe());
  const health = watchHealth(writer.manifest, (finding) => {
    writer.finding(finding);
    act(finding, training.control);
    if (finding.action !== 'note') services.onFinding(finding);
  });
  health.recall(run.known ?? []);
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
