import { commands, Uri, window, workspace } from 'vscode';
import type { RunReference } from '../../language/protocol';
import { readManifest } from '../../runs/store/manifest';
import type { ReadableRun, RunEntry } from '../../runs/store/runStore';
import { RunStoreError } from '../../runs/store/runStore';
import type { RunStore } from '../../runs/store/runStore';
import { messageOf } from '../../shared/messageOf';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';
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
    prompt: t('Name of the run'),
    value: run.manifest.name,
    validateInput: (value) => (value.trim() === '' ? t('A name has at least one character.') : undefined),
  });
  if (name === undefined) throw new Cancelled();
  await storeOf(index, run.folder).rename(run, name);
  await index.refresh();
}

/** Moves runs to the trash folder beside the runs; a notification offers to bring them back. */
export async function deleteRuns(index: RunIndex, references: readonly RunReference[]): Promise<void> {
  const runs = references.map(({ folder }) => listedRun(index, folder));
  const [first] = runs;
  if (first === undefined) return;
  const undos: (() => Promise<void>)[] = [];
  try {
    for (const run of runs) {
      const { undo } = await storeOf(index, run.folder).delete(run);
      if (undo) undos.push(undo);
    }
  } catch (error) {
    if (error instanceof RunStoreError) throw new UserError(error.message);
    throw error;
  } finally {
    await index.refresh();
    if (undos.length > 0)
      offerUndo(index, undos.length === 1 ? nameOf(first) : t('{0} runs', undos.length), undos);
  }
}

/** Not waited for: the notification stays until it is answered. */
function offerUndo(index: RunIndex, what: string, undos: readonly (() => Promise<void>)[]): void {
  const run = async (): Promise<void> => {
    for (const undo of undos) await undo();
    await index.refresh();
  };
  notify('info', t('Deleted {0}.', what), { title: t('Undo'), run }).catch((error: unknown) =>
    notify('error', t('{0} could not be brought back: {1}', what, messageOf(error))),
  );
}

export async function revealRun(reference: RunReference): Promise<void> {
  await commands.executeCommand('revealFileInOS', Uri.file(reference.folder));
}

/** Opens the config that a run was made from or, if that is gone, its text as it was. */
export async function openConfig(index: RunIndex, reference: RunReference): Promise<void> {
  // a panel may show a run of no folder of the workspace
  const isListed = index.find(reference.folder) !== undefined;
  const { config } = isListed ? readableRun(index, reference).manifest : await readManifest(reference.folder);
  const { path, text } = config;
  const onDisk = await Promise.resolve(workspace.openTextDocument(Uri.file(path))).catch(() => undefined);
  const language = path.endsWith('.json') ? 'initscope-json' : 'initscope';
  await window.showTextDocument(onDisk ?? (await workspace.openTextDocument({ content: text, language })));
}

function listedRun(index: RunIndex, folder: string): RunEntry {
  const entry = index.find(folder);
  if (entry === undefined) throw new UserError(t('The run in {0} is gone.', folder));
  return entry;
}

export function storeOf(index: RunIndex, folder: string): RunStore {
  const store = index.storeOf(folder);
  if (store === undefined) throw new UserError(t('The run in {0} is gone.', folder));
  return store;
}

const nameOf = (entry: RunEntry): string => (entry.kind === 'run' ? entry.manifest.name : entry.id);
