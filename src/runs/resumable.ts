import type { RunManifest } from './run';

/** Whether training can go on: it ended before its time, with trials left to train. */
export const isResumable = ({ state, trials }: Pick<RunManifest, 'state' | 'trials'>): boolean =>
  (state === 'stopped' || state === 'interrupted' || state === 'failed') &&
  trials.some((trial) => trial.state !== 'finished' && trial.state !== 'diverged');
