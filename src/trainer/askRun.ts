import { join } from 'node:path';
import { DataError } from '../data/error';
import { CHECKPOINTS_FOLDER, checkpointName, trialFolderOf } from '../runs/store/layout';
import { readManifest } from '../runs/store/manifest';
import type { Operation } from '../shared/operation';
import { experimentOperations } from '../training/operations';
import { exportNetwork } from './exportNetwork';
import type { ExportParams, RunParams } from './protocol';
import { RefusalError } from './refusal';

/** What can be told of a run without its engine and its data. */

/** The operations of its training step. @throws ManifestError */
export async function operationsOf({ runFolder }: RunParams): Promise<readonly Operation[]> {
  return experimentOperations((await readManifest(runFolder)).experiment);
}

/** A network that it has kept, as a file. @throws ManifestError; RefusalError when the checkpoint cannot be read */
export async function exportOf({
  runFolder,
  initializer,
  seed,
  step,
  format,
}: ExportParams): Promise<Uint8Array> {
  const { model } = (await readManifest(runFolder)).experiment;
  const trial = trialFolderOf(runFolder, { initializer, seed });
  try {
    return await exportNetwork(model, join(trial, CHECKPOINTS_FOLDER, checkpointName(step)), format);
  } catch (error) {
    if (error instanceof DataError) throw new RefusalError(`The checkpoint cannot be read: ${error.message}`);
    throw error;
  }
}
