import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock';
import { removeUnfinishedCheckpoints } from './checkpoints';
import { foldersIn } from './folders';
import { MANIFEST_LOCK, TRAINER_LOCK } from './layout';
import { liveHolder } from './lock';
import type { Processes } from './processes';
import { ownerOf } from './temporaryName';

interface Dependencies {
  readonly processes: Processes;
  readonly clock: Clock;
}

/**
 * Removes what processes of this machine that were killed left in the run folders: files meant for a moment,
 * checkpoints half written, and the folders of runs that had not begun. What a live process or another machine may
 * still use stays.
 */
export async function removeLeftovers(runsFolder: string, dependencies: Dependencies): Promise<void> {
  for (const experiment of await foldersIn(runsFolder))
    for (const run of await foldersIn(join(runsFolder, experiment)))
      await clean(join(runsFolder, experiment, run), dependencies);
}

async function clean(runFolder: string, { processes, clock }: Dependencies): Promise<void> {
  const names = await readdir(runFolder).catch((): string[] => []); // deleted meanwhile
  const dead = names.filter((name) => {
    const owner = ownerOf(name);
    return owner?.host === processes.host && !processes.isAlive({ ...owner, noted: clock.now() });
  });
  // a run begins with its manifest: a folder that holds no more than locks was left before that
  const unborn = dead.length > 0 && names.every((name) => dead.includes(name) || LOCKS.includes(name));
  if (unborn) {
    await rm(runFolder, { recursive: true, force: true });
    return;
  }
  for (const name of dead) await rm(join(runFolder, name), { force: true });
  // a trainer that ends as it should takes its lock away
  const crashed =
    names.includes(TRAINER_LOCK) &&
    (await liveHolder(join(runFolder, TRAINER_LOCK), processes)) === undefined;
  if (crashed) await removeUnfinishedCheckpoints(runFolder);
}

const LOCKS: readonly string[] = [MANIFEST_LOCK, TRAINER_LOCK];
