import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../runs/store/layout';
import { RunReader } from '../runs/store/runReader';
import { RunStore, RunStoreError } from '../runs/store/runStore';
import { summarize } from '../runs/summary';
import type { RunSummary } from '../runs/summary';
import { resolvePath } from './environment';
import type { Environment } from './environment';
import { CliError, EXIT } from './exitCodes';

export interface LoadedRun {
  readonly folder: string;
  readonly reader: RunReader;
  readonly summary: RunSummary;
}

/** Reads a run and says on standard error what of it could not be read. */
export async function loadRun(environment: Environment, folder: string): Promise<LoadedRun> {
  const reader = new RunReader(folder);
  const { notes } = await reader.poll();
  for (const { file, byte, message } of notes)
    environment.io.err(`note: ${file}, byte ${byte}: ${message}\n`);
  return { folder, reader, summary: summarize(reader.manifest, (key) => reader.find(key), reader.findings) };
}

/**
 * The run meant by a run folder's path, an id, the beginning of an id, a name, or `latest`.
 * @throws CliError `usage` when there is none, or several are meant
 */
export async function findRun(
  environment: Environment,
  runsFolder: string,
  reference: string,
): Promise<LoadedRun> {
  const path = resolvePath(environment, reference);
  if (existsSync(join(path, MANIFEST_FILE))) return loadRun(environment, path);
  try {
    const { folder } = await new RunStore(resolvePath(environment, runsFolder)).resolve(reference);
    return await loadRun(environment, folder);
  } catch (error) {
    if (error instanceof RunStoreError) throw new CliError(EXIT.usage, error.message);
    throw error;
  }
}
