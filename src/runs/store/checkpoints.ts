import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../data/error';
import { unreadable } from '../../data/readers/files';
import { encodeSafetensors, readSafetensors } from '../../weights/safetensors';
import type { NamedTensors } from '../../weights/tensors';
import type { Checkpoint, CheckpointFacts } from '../checkpoint';
import { foldersIn, makeFolder } from './folders';
import { CHECKPOINT_FACTS, CHECKPOINT_STATE, CHECKPOINTS_FOLDER, checkpointName, stepOf } from './layout';

/** A checkpoint on disk, its tensors not read. */
export interface StoredCheckpoint {
  readonly folder: string;
  readonly facts: CheckpointFacts;
}

/** How many checkpoints of a trial stay. */
export interface Retention {
  readonly keepLast: number;
}

/** Ends the name of a folder that is being written or deleted. */
const UNFINISHED = '.tmp';

/**
 * Writes a checkpoint of a trial: a folder that appears whole, durable, in one step. One of the same step is
 * replaced.
 *
 * @param trialFolder is there
 */
export async function writeCheckpoint(
  trialFolder: string,
  facts: CheckpointFacts,
  tensors: NamedTensors,
): Promise<StoredCheckpoint> {
  const all = join(trialFolder, CHECKPOINTS_FOLDER);
  const folder = join(all, checkpointName(facts.step));
  const temporary = folder + UNFINISHED;
  await rm(temporary, { recursive: true, force: true });
  try {
    await makeFolder(all);
    await makeFolder(temporary);
    await writeDurably(join(temporary, CHECKPOINT_STATE), encodeSafetensors(tensors));
    await writeDurably(join(temporary, CHECKPOINT_FACTS), `${JSON.stringify(facts, undefined, 2)}\n`);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }); // of a full disk, as a rule: what is there stands
    throw error;
  }
  await discard(folder);
  await rename(temporary, folder);
  return { folder, facts };
}

async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Takes a checkpoint away in one step, then deletes it. */
async function discard(folder: string): Promise<void> {
  const aside = `${folder}.old${UNFINISHED}`;
  try {
    await rename(folder, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Removes what a trainer that was killed had begun to write or to delete. Only for whoever may train the run. */
export async function removeUnfinishedCheckpoints(runFolder: string): Promise<void> {
  for (const initializer of await foldersIn(runFolder))
    for (const seed of await foldersIn(join(runFolder, initializer))) {
      const trial = join(runFolder, initializer, seed);
      if (!(await foldersIn(trial)).includes(CHECKPOINTS_FOLDER)) continue;
      for (const name of await foldersIn(join(trial, CHECKPOINTS_FOLDER)))
        if (name.endsWith(UNFINISHED))
          await rm(join(trial, CHECKPOINTS_FOLDER, name), { recursive: true, force: true });
    }
}

/** Deletes all but the latest checkpoints and the one whose evaluation is the best. */
export async function pruneCheckpoints(
  trialFolder: string,
  { keepLast }: Retention,
  best: Checkpoint['best'],
): Promise<void> {
  const steps = (await checkpointFolders(trialFolder)).map(({ step }) => step);
  const kept = new Set([...steps.slice(-keepLast), best?.step]);
  for (const step of steps)
    if (!kept.has(step)) await discard(join(trialFolder, CHECKPOINTS_FOLDER, checkpointName(step)));
}

/** The checkpoints of a trial whose facts can be read, by step. */
export async function listCheckpoints(trialFolder: string): Promise<readonly StoredCheckpoint[]> {
  const stored: StoredCheckpoint[] = [];
  for (const { folder } of await checkpointFolders(trialFolder)) {
    const facts = await readFacts(folder).catch((error: unknown) => {
      if (error instanceof DataError) return undefined;
      throw error;
    });
    if (facts !== undefined) stored.push({ folder, facts });
  }
  return stored;
}

/** The one of a trial's checkpoints, by step, that is meant; undefined when there is none such. */
export function chooseCheckpoint(
  stored: readonly StoredCheckpoint[],
  which: 'last' | 'best' | number,
): StoredCheckpoint | undefined {
  const last = stored.at(-1);
  if (which === 'last') return last;
  const step = which === 'best' ? last?.facts.best?.step : which;
  return stored.find(({ facts }) => facts.step === step);
}

/** @throws DataError when it is not there or damaged */
export async function readCheckpoint(
  folder: string,
): Promise<Checkpoint & { readonly facts: CheckpointFacts }> {
  const facts = await readFacts(folder);
  const { tensors } = await readSafetensors(join(folder, CHECKPOINT_STATE));
  const { step, validation, best } = facts;
  return { step, tensors, facts, ...(validation && { validation }), ...(best && { best }) };
}

/**
 * The latest checkpoint of a trial that can be read; one that is damaged is passed over.
 *
 * @param note told of what is passed over
 */
export async function readLatestCheckpoint(
  trialFolder: string,
  note: (text: string) => void,
): Promise<Checkpoint | undefined> {
  for (const { folder } of (await checkpointFolders(trialFolder)).reverse()) {
    try {
      return await readCheckpoint(folder);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      note(`a checkpoint cannot be used, the one before it is taken: ${error.message}`);
    }
  }
  return undefined;
}

async function checkpointFolders(trialFolder: string): Promise<{ folder: string; step: number }[]> {
  const all = join(trialFolder, CHECKPOINTS_FOLDER);
  return (await foldersIn(all))
    .flatMap((name) => {
      const step = stepOf(name);
      return step === undefined ? [] : [{ folder: join(all, name), step }];
    })
    .sort((a, b) => a.step - b.step);
}

async function readFacts(folder: string): Promise<CheckpointFacts> {
  const file = join(folder, CHECKPOINT_FACTS);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  let facts: Partial<CheckpointFacts> | null;
  try {
    facts = JSON.parse(text) as Partial<CheckpointFacts> | null;
  } catch (cause) {
    throw new DataError({ file, found: (cause as Error).message, expected: 'JSON' }, { cause });
  }
  if (facts?.format !== 1 || typeof facts.step !== 'number')
    throw new DataError({
      file,
      found: `format ${JSON.stringify(facts?.format)}, step ${JSON.stringify(facts?.step)}`,
      expected: 'format 1 and a step',
    });
  return facts as CheckpointFacts;
}

/** The steps of checkpoints in words. */
export const stepsOf = (stored: readonly StoredCheckpoint[]): string =>
  stored.map(({ facts }) => facts.step).join(', ') || 'none';
