import type { Dataset } from '../data/dataset';
import type { Engine } from '../engine/engine';
import type { RunWriter } from '../runs/store/runWriter';
import type { MetricsSink } from '../shared/metrics';
import { createControl } from '../training/control';
import type { TrainingControl } from '../training/control';
import type { TrainingProgress } from '../training/progress';
import { runExperiment } from '../training/runExperiment';
import type { StartParams } from './protocol';
import type { RunServices } from './runServices';
import type { ActiveRun } from './serve';

/** Between two saves of the trials' steps in run.json. */
const SAVE_STEPS_MS = 1000;

/** Trains a run that has been made, writing to its files and telling the host. */
export function train(
  { experiment }: StartParams,
  { feed, now }: RunServices,
  { engine, dataset, writer }: { engine: Engine; dataset: Dataset; writer: RunWriter },
): Pick<ActiveRun, 'control' | 'done'> {
  const control = createControl();
  const sink: MetricsSink = {
    scalar(trial, point) {
      writer.scalar(trial, point);
      feed.scalar(trial, point);
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
  const work = async (): Promise<'finished' | 'stopped'> => {
    try {
      const state = await runExperiment({
        experiment,
        dataset,
        engine,
        sink,
        control,
        clock: { now, wallTime: () => Date.now() / 1000 },
        onTrial: ({ initializer, seed, ...change }) => writer.updateTrial({ initializer, seed }, change),
        onProgress,
      });
      await writer.finish(state);
      return state;
    } catch (error) {
      await writer.fail({ message: messageOf(error), log: stackOf(error) });
      throw error;
    } finally {
      engine.dispose();
    }
  };
  return { control: savingPauses(control, writer), done: work() };
}

/** A pause is seen in run.json, by those who do not talk to this process. */
const savingPauses = (control: TrainingControl, writer: RunWriter): TrainingControl => ({
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
