import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { trashFolderOf } from '../../src/runs/store/layout';
import { RunReader } from '../../src/runs/store/runReader';
import { RunStore } from '../../src/runs/store/runStore';
import { LOSS } from '../../src/shared/tags';
import type { Acknowledged } from './storeVictim';

export interface Audit {
  /** Acknowledged things that were looked for. */
  readonly records: number;
  /** In words; empty when all was found. */
  readonly losses: readonly string[];
}

/** Looks for all that processes had acknowledged before they were killed. */
export async function audit(runsFolder: string, acknowledged: readonly Acknowledged[]): Promise<Audit> {
  const losses: string[] = [];
  const entries = await new RunStore(runsFolder).list();
  const trashed = (await readdir(trashFolderOf(runsFolder), { recursive: true }).catch(() => [])).map(
    (path) => basename(path),
  );
  for (const run of new Set(acknowledged.map((one) => one.run))) {
    const told = acknowledged.filter((one) => one.run === run);
    const has = (what: Acknowledged['what']): boolean => told.some((one) => one.what === what);
    const listed = entries.filter(({ id }) => id === run);
    const [entry] = listed;
    if (has('deleted') || (has('deleting') && entry === undefined)) {
      if (listed.length > 0) losses.push(`${run} was deleted and is still listed`);
      if (!trashed.includes(run)) losses.push(`${run} was deleted and is not in the trash`);
      continue;
    }
    if (entry === undefined || listed.length !== 1) {
      losses.push(`${run} is listed ${listed.length} times`);
      continue;
    }
    if (entry.kind === 'unreadable') {
      losses.push(`${run}: ${entry.reason}`);
      continue;
    }
    const { state, name } = entry.manifest;
    const ended = has('finished');
    if (ended ? state !== 'finished' : state !== 'finished' && state !== 'interrupted')
      losses.push(`${run} is ${state}`);
    const renamed = told.find((one) => one.what === 'renamed');
    if (renamed !== undefined && name !== renamed.name) losses.push(`${run} is called ${name}`);
    const steps = told.filter((one) => one.what === 'step').map((one) => one.step);
    const reader = await RunReader.load(entry.folder);
    const series = reader.find({ initializer: 'heNormal', seed: 1, split: 'train', tag: LOSS });
    const found = new Set(series?.steps);
    for (const step of steps) if (!found.has(step)) losses.push(`${run} has lost step ${step}`);
    const saved = entry.manifest.trials[0]?.step ?? 0;
    if (saved > 0 && !found.has(saved))
      losses.push(`${run}: run.json speaks of step ${saved}, which is not there`);
  }
  return { records: acknowledged.length, losses };
}

/** Files that were meant for a moment only. */
export async function temporaries(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.tmp')).map((name) => join(folder, name));
}
