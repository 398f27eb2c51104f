import { basename, dirname } from 'node:path';
import { messageOf } from '../../shared/messageOf';
import { openRun } from '../openRun';
import type { RunSource } from '../openRun';
import { RunStore } from '../store/runStore';
import type { RunEntry } from '../store/runStore';
import { pointFacts } from './facts';
import type { PointFacts, SweepFacts } from './facts';
import { runsOfSweep } from './runsOfSweep';

/** Lists the runs of the experiment that a run belongs to, wherever it lies: those of its sweep are among them. */
export function runsBeside(folder: string): () => Promise<readonly RunEntry[]> {
  const experiment = dirname(folder);
  const store = new RunStore(dirname(experiment));
  return () => store.listFolder(basename(experiment));
}

/**
 * What the runs of the sweep that a run belongs to have come to so far; undefined where it belongs to none.
 * @param note told of a run that cannot be read; it is left out
 */
export async function readSweep(
  { folder, manifest: { sweep, source } }: Pick<RunSource, 'folder' | 'manifest'>,
  note: (text: string) => void,
): Promise<SweepFacts | undefined> {
  // a comparison has the manifest of its first run
  if (sweep === undefined || source !== undefined) return undefined;
  const points: PointFacts[] = [];
  for (const run of runsOfSweep(sweep.id, await runsBeside(folder)()))
    try {
      const reader = openRun(run.folder);
      await reader.poll();
      points.push(pointFacts(run.folder, run.manifest, (key) => reader.find(key)));
    } catch (error) {
      note(`${run.folder}: ${messageOf(error)}`);
    }
  return { axes: sweep.axes, points };
}
