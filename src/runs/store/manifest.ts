import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock';
import type { RunManifest } from '../run';
import { MANIFEST_FILE, MANIFEST_LOCK, TRAINER_LOCK } from './layout';
import { liveHolder, waitForLock } from './lock';
import { problemOfManifest } from './manifestShape';
import type { Processes } from './processes';
import { temporaryName } from './temporaryName';

export interface ManifestDependencies {
  readonly processes: Processes;
  readonly clock: Clock;
}

/** A run.json that is missing or not what it should be; the message names the file and what is wrong with it. */
export class ManifestError extends Error {}

/** @throws ManifestError */
export async function readManifest(runFolder: string): Promise<RunManifest> {
  const path = join(runFolder, MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new ManifestError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return parseManifest(text, path);
}

/** @throws ManifestError */
export function parseManifest(text: string, path: string): RunManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const problem = problemOfManifest(value);
  if (problem !== undefined) throw new ManifestError(`${path}: ${problem}`);
  return value as RunManifest;
}

/**
 * Changes run.json on disk: reads it, applies `change`, and replaces it in one step, under a lock so that of two
 * changes at a time (the trainer's progress, a rename by the user) none is lost. Fields not known are kept.
 */
export async function updateManifest(
  runFolder: string,
  change: (manifest: RunManifest) => RunManifest,
  { processes, clock }: ManifestDependencies,
): Promise<RunManifest> {
  const lock = await waitForLock(join(runFolder, MANIFEST_LOCK), processes, clock);
  try {
    const changed = change(await readManifest(runFolder));
    await writeManifest(runFolder, changed, processes);
    return changed;
  } finally {
    await lock.release();
  }
}

/** Atomic and durable: a temporary file, synchronised, then renamed over. */
export async function writeManifest(
  runFolder: string,
  manifest: RunManifest,
  processes: Processes,
): Promise<void> {
  const path = join(runFolder, MANIFEST_FILE);
  const temporary = temporaryName(path, processes);
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }); // of a full disk, as a rule: the manifest before it stands
    throw error;
  }
}

/** The manifest with the state as it is: `running` or `paused` with no live trainer behind it is `interrupted`. */
export async function withEffectiveState(
  runFolder: string,
  manifest: RunManifest,
  processes: Processes,
): Promise<RunManifest> {
  if (manifest.state !== 'running' && manifest.state !== 'paused') return manifest;
  const holder = await liveHolder(join(runFolder, TRAINER_LOCK), processes);
  return holder === undefined ? { ...manifest, state: 'interrupted' } : manifest;
}
