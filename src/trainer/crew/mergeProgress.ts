import { ENDED } from '../../runs/run';
import type { TrialState } from '../../runs/run';
import { isSameTrial } from '../../shared/metrics';
import type { TrialId } from '../../shared/metrics';
import type { TrainingProgress } from '../../training/progress';

/** Progress of a worker that has not told any yet. */
export const noProgress = (trials: readonly TrialId[], totalSteps: number): TrainingProgress => ({
  done: 0,
  total: trials.length * totalSteps,
  stepsPerSecond: 0,
  etaSeconds: Infinity,
  trials: trials.map((trial) => ({ ...trial, state: 'waiting', step: 0, loss: NaN })),
});

export const isUnderWay = ({ state }: { readonly state: TrialState }): boolean => !ENDED.includes(state);

/** Of a worker that has nothing left to do. */
export const atRest = (progress: TrainingProgress): TrainingProgress => ({
  ...progress,
  stepsPerSecond: 0,
  etaSeconds: 0,
});

/** Progress of the workers when a trial has moved from one to another, until these tell theirs. */
export const moveTrial = (
  parts: readonly TrainingProgress[],
  trial: TrialId,
  from: number,
  to: number,
  totalSteps: number,
): readonly TrainingProgress[] => {
  const entry = parts[from]?.trials.find((other) => isSameTrial(other, trial));
  if (!entry) return parts;
  return parts.map((part, worker) => {
    if (worker === from)
      return {
        ...part,
        done: part.done - entry.step,
        total: part.total - totalSteps,
        trials: part.trials.filter((other) => other !== entry),
      };
    if (worker !== to) return part;
    return {
      ...part,
      done: part.done + entry.step,
      total: part.total + totalSteps,
      trials: [...part.trials, entry],
    };
  });
};

/**
 * Progress of workers that train side by side, as one. The last one to finish decides how long it takes.
 *
 * @param order of the experiment's trials, which they are put back into
 */
export const mergeProgress = (
  parts: readonly TrainingProgress[],
  order: readonly TrialId[],
): TrainingProgress => ({
  done: total(parts, 'done'),
  total: total(parts, 'total'),
  stepsPerSecond: total(parts, 'stepsPerSecond'),
  etaSeconds: Math.max(...parts.map(({ etaSeconds }) => etaSeconds)),
  trials: order.flatMap((id) =>
    parts.flatMap(({ trials }) => trials.filter((trial) => isSameTrial(trial, id))),
  ),
});

const total = (parts: readonly TrainingProgress[], key: 'done' | 'total' | 'stepsPerSecond'): number =>
  parts.reduce((sum, part) => sum + part[key], 0);
