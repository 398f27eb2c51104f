import { statSync } from 'node:fs';
import { NoEventsError } from '../runs/external/externalReader';
import { openRun } from '../runs/openRun';
import type { RunSource } from '../runs/openRun';
import { RunStore, RunStoreError } from '../runs/store/runStore';
import { summarize } from '../runs/summary';
import type { RunSummary } from '../runs/summary';
import { resolvePath } from './environment';
import type { Environment } from './environment';
import { CliError, EXIT } from './exitCodes';

export interface LoadedRun {
  readonly folder: string;
  readonly reader: RunSource;
  readonly summary: RunSummary;
}

/** Reads a run and says on standard error what of it could not be read. */
export async function loadRun(environment: Environment, folder: string): Promise<LoadedRun> {
  const reader = openRun(folder);
  const { notes } = await reader.poll();
  for (const { file, byte, message } of notes)
    environment.io.err(`note: ${file}, byte ${byte}: ${message}\n`);
  return { folder, reader, summary: summarize(reader.manifest, (key) => reader.find(key), reader.findings) };
}

/**
 * The run meant by a folder's path (a run's, or that of TensorBoard logs), an id, the beginning of an id, a name, or `latest`.
 * @throws CliError `usage` when there is none, or several are meant
 */
export async function findRun(
  environment: Environment,
  runsFolder: string,
  reference: string,
): Promise<LoadedRun> {
  const path = resolvePath(environment, reference);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return loadLogs(environment, path);
  try {
    const { folder } = await new RunStore(resolvePath(environment, runsFolder)).resolve(reference);
    return await loadRun(environment, folder);
  } catch (error) {
    if (error instanceof RunStoreError) throw new CliError(EXIT.usage, error.message);
    throw error;
  }
}

async function loadLogs(environment: Environment, folder: string): Promise<LoadedRun> {
  try {
    return await loadRun(environment, folder);
  } catch (error) {
    if (error instanceof NoEventsError) throw new CliError(EXIT.usage, error.message);
    throw error;
  }
}
