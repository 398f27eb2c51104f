import type { TrialManifest } from '../runs/run';
import type { EpochMeans } from './epochMeans';

/** How far an experiment has come. */
export interface TrainingProgress {
  /** Updates made over all trials, and to make; those that a diverged or stopped trial left out are not to be made. */
  readonly done: number;
  readonly total: number;
  /** Over all trials, lately. */
  readonly stepsPerSecond: number;
  readonly etaSeconds: number;
  readonly trials: readonly (Pick<TrialManifest, 'initializer' | 'seed' | 'state' | 'step'> & {
    /** Of the latest minibatch known; NaN before the first step. */
    readonly loss: number;
    /** Absent before the first step. */
    readonly epoch?: EpochMeans;
  })[];
}

/** Speed is that of the last seconds, so that it follows what the machine is doing now. */
const WINDOW_MS = 10_000;

/** Measures speed from a count that grows. */
export interface SpeedMeter {
  /** @returns counts per second; 0 until it can be told */
  speed(count: number): number;
  /** Forgets what was, after a pause. */
  restart(): void;
}

/** @param now milliseconds, monotonic */
export function createSpeedMeter(now: () => number): SpeedMeter {
  let samples: { readonly time: number; readonly count: number }[] = [];
  return {
    speed(count) {
      const time = now();
      samples.push({ time, count });
      // one sample from before the window stays, so that a step longer than the window still has a speed
      while (samples.length > 2 && samples[1]!.time <= time - WINDOW_MS) samples.shift();
      const [oldest] = samples;
      return oldest && time > oldest.time ? (1000 * (count - oldest.count)) / (time - oldest.time) : 0;
    },
    restart() {
      samples = [];
    },
  };
}
