import { createBatcher } from '../data/batches';
import type { Dataset } from '../data/dataset';
import type { Experiment, Length, TelemetrySpec, TrainingSpec } from '../experiment/experiment';

/** When what happens in every trial of an experiment. Steps count updates made; the last is `totalSteps`. */
export interface Schedule {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  readonly evaluates: (step: number) => boolean;
  readonly probes: (step: number) => boolean;
  readonly drawsHistograms: (step: number) => boolean;
  /** Whether the loss and accuracy of the minibatch of this step are recorded. */
  readonly recordsTraining: (step: number) => boolean;
  /** When the state is kept. */
  readonly saves: (step: number) => boolean;
  /** The least time between two checkpoints, but for the last. */
  readonly savePause: number;
}

/** Milliseconds: what a crash may cost of a trial whose experiment says nothing of checkpoints. */
const SAVE_PAUSE = 10_000;

/**
 * When what happens in an experiment on its dataset.
 * @throws RangeError when a batch is larger than the training set
 */
export const scheduleOf = (
  { training, telemetry }: Pick<Experiment, 'training' | 'telemetry'>,
  { train }: Pick<Dataset, 'train'>,
): Schedule =>
  planSchedule(
    training,
    telemetry,
    createBatcher(train, { batchSize: training.batchSize, seed: 0 }).stepsPerEpoch,
  );

/** @param stepsPerEpoch minibatches of one pass over the training set */
export function planSchedule(
  training: Pick<TrainingSpec, 'length' | 'evaluationInterval' | 'checkpoint'>,
  telemetry: TelemetrySpec,
  stepsPerEpoch: number,
): Schedule {
  const { length, checkpoint } = training;
  const stepsOf = (stretch: Length): number =>
    stretch.kind === 'steps' ? stretch.steps : stretch.epochs * stepsPerEpoch;
  const totalSteps = stepsOf(length);
  const saveInterval = checkpoint?.interval ? stepsOf(checkpoint.interval) : stepsPerEpoch;
  /** At the start and the end, and every `interval` steps between unless that is 0. */
  const every =
    (interval: number) =>
    (step: number): boolean =>
      step === 0 || step === totalSteps || (interval > 0 && step % interval === 0);
  const never = (): boolean => false;
  const { probeSamples, probeInterval, histogramInterval = stepsPerEpoch, trainInterval = 1 } = telemetry;
  return {
    totalSteps,
    stepsPerEpoch,
    evaluates: every(training.evaluationInterval ?? stepsPerEpoch),
    probes: probeSamples === 0 ? never : every(probeInterval),
    drawsHistograms: probeSamples === 0 || histogramInterval === 0 ? never : every(histogramInterval),
    recordsTraining: (step) => step % trainInterval === 0 || step === totalSteps - 1,
    saves: checkpoint === undefined ? never : (step) => step > 0 && every(saveInterval)(step),
    savePause: checkpoint?.interval ? 0 : SAVE_PAUSE,
  };
}
