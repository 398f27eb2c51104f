import { window } from 'vscode';
import type { RunReference } from '../../language/protocol';
import type { RunNotes } from '../../runs/run';
import { t } from '../ui/l10n';
import { Cancelled } from '../ui/userError';
import { readableRun, storeOf } from './manage';
import type { RunIndex } from './runIndex';

/** Pins runs, or takes the pins off where all of them have one. */
export async function togglePin(index: RunIndex, references: readonly RunReference[]): Promise<void> {
  const all = references.map((reference) => readableRun(index, reference));
  const pinned = !all.every(({ manifest }) => manifest.pinned === true);
  await annotate(index, references, { pinned });
}

export async function editNote(index: RunIndex, reference: RunReference): Promise<void> {
  const note = await window.showInputBox({
    prompt: t('Note on the run; empty for none'),
    value: readableRun(index, reference).manifest.note ?? '',
  });
  if (note === undefined) throw new Cancelled();
  await annotate(index, [reference], { note: note.trim() });
}

/** The tags that all of the runs have are offered to be changed; tags that only some have are kept. */
export async function editTags(index: RunIndex, references: readonly RunReference[]): Promise<void> {
  const tagsOf = (reference: RunReference): readonly string[] =>
    readableRun(index, reference).manifest.tags ?? [];
  const [first, ...others] = references.map(tagsOf);
  const common = (first ?? []).filter((tag) => others.every((tags) => tags.includes(tag)));
  const text = await window.showInputBox({
    prompt: t('Tags, with spaces between them; empty for none'),
    value: common.join(' '),
  });
  if (text === undefined) throw new Cancelled();
  const wanted = text.split(/[\s,#]+/).filter((tag) => tag !== '');
  for (const reference of references) {
    const own = tagsOf(reference).filter((tag) => !common.includes(tag));
    await annotate(index, [reference], { tags: [...new Set([...own, ...wanted])] });
  }
}

async function annotate(
  index: RunIndex,
  references: readonly RunReference[],
  notes: Partial<RunNotes>,
): Promise<void> {
  for (const reference of references) {
    const run = readableRun(index, reference);
    await storeOf(index, run.folder).annotate(run, notes);
  }
  await index.refresh();
}
