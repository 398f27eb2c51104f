import type { RunManifest } from './run';

/** Whether a process trains the run, as far as its files tell. */
export const isLive = ({ state }: Pick<RunManifest, 'state'>): boolean =>
  state === 'running' || state === 'paused';
