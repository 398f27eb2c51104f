import { resolve } from 'node:path';
import type { KeptRun } from '../../reproduce/results';
import { isLive } from '../../runs/live';
import { isResumable } from '../../runs/resumable';
import { RunStore } from '../../runs/store/runStore';
import type { Progress } from './progress';

/** A run that an earlier call was interrupted in. */
export interface UnfinishedRun {
  /** Absolute. */
  readonly folder: string;
  /** It has ended, and was only not noted any more. */
  readonly isDone: boolean;
}

/**
 * @param underWay what was noted of the run when it began
 * @returns undefined when it cannot go on
 */
export async function unfinishedRun(
  progress: Progress,
  underWay?: KeptRun,
): Promise<UnfinishedRun | undefined> {
  if (underWay === undefined) return undefined;
  const folder = resolve(progress.folder, underWay.folder);
  const all = await new RunStore(progress.runsFolder).list();
  const run = all.find((entry) => entry.folder === folder);
  if (run?.kind !== 'run') return undefined;
  // one that another process still trains is refused with its name, not trained a second time
  const isHeld = isLive(run.manifest);
  const isDone = run.manifest.state === 'finished';
  return isDone || isHeld || isResumable(run.manifest) ? { folder, isDone } : undefined;
}
