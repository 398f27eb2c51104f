import { readdirSync } from 'node:fs';
import { isEventFile } from '../events/fileName';

/** The second in the name of the latest event file of a folder; undefined when there is none. */
export function lastEventSecond(folder: string): number | undefined {
  const seconds = namesIn(folder)
    .filter(isEventFile)
    .map((name) => Number(/tfevents\.(\d+)/.exec(name)?.[1] ?? 0));
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
