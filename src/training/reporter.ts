import type { TrialManifest } from '../runs/run';
import type { TrainingInputs } from './inputs';
import type { SpeedMeter } from './progress';
import type { Schedule } from './schedule';
import type { Trial } from './trial';

const PROGRESS_INTERVAL_MS = 100;

/**
 * @param trials those that are under way or have ended
 * @param waiting those that are to come
 * @returns reports progress when it is due, or now
 */
export function createReporter(
  { clock, onProgress }: TrainingInputs,
  { totalSteps }: Schedule,
  trials: readonly Trial[],
  waiting: readonly TrialManifest[],
  meter: SpeedMeter,
): (now?: boolean) => void {
  let reportedAt = -Infinity;
  return (now = false) => {
    if (!now && clock.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = clock.now();
    const manifests = [
      ...trials.map((trial) => ({ ...trial.manifest, loss: trial.loss, epoch: trial.epoch })),
      ...waiting.map((trial) => ({ ...trial, loss: NaN, epoch: undefined })),
    ];
    const done = manifests.reduce((sum, { step }) => sum + step, 0);
    const total = manifests.reduce(
      (sum, { state, step }) => sum + (state === 'diverged' || state === 'stopped' ? step : totalSteps),
      0,
    );
    const stepsPerSecond = meter.speed(done);
    onProgress({
      done,
      total,
      stepsPerSecond,
      etaSeconds: stepsPerSecond > 0 ? (total - done) / stepsPerSecond : Infinity,
      trials: manifests.map(({ initializer, seed, state, step, loss, epoch }) => ({
        initializer,
        seed,
        state,
        step,
        loss,
        ...(epoch && { epoch }),
      })),
    });
  };
}
