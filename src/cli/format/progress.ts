import type { Progress, TrialProgress } from '../../trainer/protocol';
import { duration, loss, percent } from '../../shared/figures';
import { widthOf } from './table';

const BAR_WIDTH = 20;

/**
 * Per initializer, means over its seeds of the running means of the epoch: loss and, of a classifier, accuracy; or why
 * there are none.
 */
export function losses(trials: readonly TrialProgress[]): string[] {
  const labels = [...new Set(trials.map((trial) => trial.initializer))];
  return labels.map((label) => {
    const own = trials.filter((trial) => trial.initializer === label);
    const living = own.filter((trial) => trial.state !== 'diverged');
    if (living.length === 0) return `${label} diverged`;
    const running = meanOf(living.map(({ epoch }) => epoch?.loss ?? NaN));
    if (Number.isNaN(running)) return label;
    const accuracy = meanOf(living.map(({ epoch }) => epoch?.accuracy ?? NaN));
    return `${label} ${loss(running)}${Number.isNaN(accuracy) ? '' : ` ${percent(accuracy)}`}`;
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

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
