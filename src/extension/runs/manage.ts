import { commands, Uri, window, workspace } from 'vscode';
import type { RunReference } from '../../language/protocol';
import type { ReadableRun, RunEntry } from '../../runs/store/runStore';
import { RunStoreError } from '../../runs/store/runStore';
import type { RunStore } from '../../runs/store/runStore';
import { confirm } from '../ui/notify';
import { Cancelled, UserError } from '../ui/userError';
import type { RunIndex } from './runIndex';

/** @throws UserError when the run is gone or cannot be read */
export function readableRun(index: RunIndex, { folder }: RunReference): ReadableRun {
  const entry = listedRun(index, folder);
  if (entry.kind === 'unreadable') throw new UserError(entry.reason);
  return entry;
}

/** Asks for a name and gives it to a run. */
export async function renameRun(index: RunIndex, reference: RunReference): Promise<void> {
  const run = readableRun(index, reference);
  const name = await window.showInputBox({
    prompt: 'Name of the run',
    value: run.manifest.name,
    validateInput: (value) => (value.trim() === '' ? 'A name has at least one character.' : undefined),
  });
  if (name === undefined) throw new Cancelled();
  await storeOf(index, run.folder).rename(run, name);
  await index.refresh();
}

/** Moves runs to the trash of the system, or to that of the run store where the system has none. */
export async function deleteRuns(index: RunIndex, references: readonly RunReference[]): Promise<void> {
  const runs = references.map(({ folder }) => listedRun(index, folder));
  const [first] = runs;
  if (first === undefined) return;
  const what = runs.length === 1 ? nameOf(first) : `${runs.length} runs`;
  const where = 'The folder goes to the trash, from where it can be brought back.';
  if (!(await confirm(`Delete ${what}?`, where, 'Move to trash'))) throw new Cancelled();
  try {
    for (const run of runs) await deleteRun(storeOf(index, run.folder), run);
  } catch (error) {
    if (error instanceof RunStoreError) throw new UserError(error.message);
    throw error;
  } finally {
    await index.refresh();
  }
}

async function deleteRun(store: RunStore, run: RunEntry): Promise<void> {
  const toTrash = (folder: string): Promise<void> =>
    Promise.resolve(workspace.fs.delete(Uri.file(folder), { recursive: true, useTrash: true }));
  try {
    await store.delete(run, toTrash);
  } catch (error) {
    if (error instanceof RunStoreError) throw error;
    await store.delete(run); // remote file systems have no trash
  }
}

export async function revealRun(reference: RunReference): Promise<void> {
  await commands.executeCommand('revealFileInOS', Uri.file(reference.folder));
}

/** Opens the config that a run was made from or, if that is gone, its text as it was. */
export async function openConfig(index: RunIndex, reference: RunReference): Promise<void> {
  const { path, text } = readableRun(index, reference).manifest.config;
  const onDisk = await Promise.resolve(workspace.openTextDocument(Uri.file(path))).catch(() => undefined);
  const language = path.endsWith('.json') ? 'initscope-json' : 'initscope';
  await window.showTextDocument(onDisk ?? (await workspace.openTextDocument({ content: text, language })));
}

function listedRun(index: RunIndex, folder: string): RunEntry {
  const entry = index.find(folder);
  if (entry === undefined) throw new UserError(`The run in ${folder} is gone.`);
  return entry;
}

function storeOf(index: RunIndex, folder: string): RunStore {
  const store = index.storeOf(folder);
  if (store === undefined) throw new UserError(`The run in ${folder} is gone.`);
  return store;
}

const nameOf = (entry: RunEntry): string => (entry.kind === 'run' ? entry.manifest.name : entry.id);
