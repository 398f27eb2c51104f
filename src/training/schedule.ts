import type { TelemetrySpec, TrainingSpec } from '../experiment/experiment';

/** When what happens in every trial of an experiment. Steps count updates made; the last is `totalSteps`. */
export interface Schedule {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  evaluates(step: number): boolean;
  probes(step: number): boolean;
  drawsHistograms(step: number): boolean;
}

/** @param stepsPerEpoch minibatches of one pass over the training set */
export function planSchedule(
  training: Pick<TrainingSpec, 'length' | 'evaluationInterval'>,
  telemetry: Pick<TelemetrySpec, 'probeInterval' | 'histogramInterval'>,
  stepsPerEpoch: number,
): Schedule {
  const { length } = training;
  const totalSteps = length.kind === 'steps' ? length.steps : length.epochs * stepsPerEpoch;
  const every =
    (interval: number) =>
    (step: number): boolean =>
      step % interval === 0 || step === totalSteps;
  const histogramInterval = telemetry.histogramInterval ?? stepsPerEpoch;
  return {
    totalSteps,
    stepsPerEpoch,
    evaluates: every(training.evaluationInterval ?? stepsPerEpoch),
    probes: every(telemetry.probeInterval),
    drawsHistograms: histogramInterval === 0 ? () => false : every(histogramInterval),
  };
}
