import type { TelemetrySpec, TrainingSpec } from '../experiment/experiment';

/** When what happens in every trial of an experiment. Steps count updates made; the last is `totalSteps`. */
export interface Schedule {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  readonly evaluates: (step: number) => boolean;
  readonly probes: (step: number) => boolean;
  readonly drawsHistograms: (step: number) => boolean;
  /** Whether the loss and accuracy of the minibatch of this step are recorded. */
  readonly recordsTraining: (step: number) => boolean;
}

/** @param stepsPerEpoch minibatches of one pass over the training set */
export function planSchedule(
  training: Pick<TrainingSpec, 'length' | 'evaluationInterval'>,
  telemetry: TelemetrySpec,
  stepsPerEpoch: number,
): Schedule {
  const { length } = training;
  const totalSteps = length.kind === 'steps' ? length.steps : length.epochs * stepsPerEpoch;
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
  };
}
