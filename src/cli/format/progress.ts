import type { Progress, TrialProgress } from '../../trainer/protocol';
import { duration, loss, percent } from '../../shared/figures';
import { widthOf } from './table';

const BAR_WIDTH = 20;

/** Loss per initializer: the mean over its seeds, or why there is none. */
export function losses(trials: readonly TrialProgress[]): string[] {
  const labels = [...new Set(trials.map((trial) => trial.initializer))];
  return labels.map((label) => {
    const own = trials.filter((trial) => trial.initializer === label);
    const living = own.filter((trial) => trial.state !== 'diverged');
    if (living.length === 0) return `${label} diverged`;
    const mean = living.reduce((sum, trial) => sum + trial.loss, 0) / living.length;
    return Number.isNaN(mean) ? label : `${label} ${loss(mean)}`;
  });
}

const speed = (progress: Progress): string =>
  `${progress.stepsPerSecond.toFixed(progress.stepsPerSecond < 10 ? 1 : 0)} steps/s  ETA ${duration(progress.etaSeconds)}`;

/** One line for a terminal, cut to its width. */
export function progressBar(progress: Progress, columns: number): string {
  const share = progress.total === 0 ? 1 : progress.done / progress.total;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const line = `${bar} ${percent(share).padStart(7)}  ${speed(progress)}  ${losses(progress.trials).join(' · ')}`;
  return widthOf(line) < columns ? line : `${line.slice(0, columns - 2)}…`;
}

/** One line for a log. */
export const progressLine = (progress: Progress): string =>
  `step ${progress.done}/${progress.total}  ${speed(progress)}  ${losses(progress.trials).join(' · ')}`;
