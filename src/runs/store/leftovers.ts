import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock';
import { MANIFEST_LOCK, TRAINER_LOCK } from './layout';
import { fromSegment, toSegment } from './names';
import type { Processes } from './processes';

let temporaries = 0;

/** Name for a file that is there for a moment, beside `path`; it tells whose it is, see `removeLeftovers`. */
export const temporaryName = (path: string, { host, pid }: Pick<Processes, 'host' | 'pid'>): string =>
  `${path}.${toSegment(host)}.${pid}.${temporaries++}.tmp`;

const TEMPORARY = /^run\.(?:json\.lock|json|lock)\.(.+)\.(\d+)\.\d+\.tmp$/;

interface Dependencies {
  readonly processes: Processes;
  readonly clock: Clock;
}

/**
 * Removes what processes of this machine that were killed left in the run folders: files meant for a moment, and the
 * folders of runs that had not begun. What a live process or another machine may still use stays.
 */
export async function removeLeftovers(runsFolder: string, dependencies: Dependencies): Promise<void> {
  for (const experiment of await namesIn(runsFolder))
    for (const run of await namesIn(join(runsFolder, experiment)))
      await clean(join(runsFolder, experiment, run), dependencies);
}

async function clean(runFolder: string, { processes, clock }: Dependencies): Promise<void> {
  const isGone = (host: string, pid: number): boolean =>
    host === processes.host && !processes.isAlive({ host, pid, noted: clock.now() });
  const names = await namesIn(runFolder);
  const dead = names.filter((name) => {
    const [, host, pid] = TEMPORARY.exec(name) ?? [];
    return host !== undefined && isGone(fromSegment(host), Number(pid));
  });
  // a run begins with its manifest: a folder that holds no more than locks was left before that
  const unborn = dead.length > 0 && names.every((name) => dead.includes(name) || LOCKS.includes(name));
  if (unborn) await rm(runFolder, { recursive: true, force: true });
  else for (const name of dead) await rm(join(runFolder, name), { force: true });
}

const LOCKS: readonly string[] = [MANIFEST_LOCK, TRAINER_LOCK];

/** A folder that is not there, or no folder, has nothing to be removed. */
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
