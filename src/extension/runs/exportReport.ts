import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commands, env, FileSystemError, l10n, Uri, window, workspace } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { openRun } from '../../runs/openRun';
import { readSweep } from '../../runs/sweep/readSweep';
import { askWhere } from '../panel/save';
import { t } from '../ui/l10n';
import { notify } from '../ui/notify';
import type { Action } from '../ui/notify';
import { Cancelled } from '../ui/userError';
import type { ReportFormName } from './reportForms';

/**
 * Saves a run as a report in the form that is picked, in the language of the editor.
 *
 * @param productFolder holds what reports are made of
 * @param note told of what cannot be read, and is left out
 */
export async function exportReport(
  runFolder: string,
  productFolder: string,
  note: (text: string) => void,
): Promise<void> {
  const { REPORT_FORMS, reportForms, translateWith, translator } = await import('./reportForms');
  if (l10n.bundle) translateWith(translator(l10n.bundle));
  const form = await pickForm(
    REPORT_FORMS.map((name) => {
      const { title, about } = reportForms[name];
      return { form: name, label: title, description: `.${name}`, detail: about };
    }),
  );
  const reader = openRun(runFolder);
  await reader.poll();
  const { manifest } = reader;
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(runFolder);
  const saved = await askWhere(folder, `${manifest.name}.${form}`, MIMES[form]);
  if (saved === undefined) throw new Cancelled();
  const files = await reportForms[form].files(
    {
      reader,
      sweep: await readSweep(reader, note),
      readProduct: (path) => readFile(join(productFolder, path)),
      beside: (name) => contentOf(Uri.joinPath(saved, '..', name)),
      ...(l10n.bundle && { language: { code: env.language, texts: l10n.bundle } }),
    },
    basename(saved.fsPath),
  );
  for (const { name, content } of files)
    await workspace.fs.writeFile(Uri.joinPath(saved, '..', name), Buffer.from(content));
  void notify('info', t('The report of {0} has been saved.', manifest.name), openings(saved)[form]);
}

/** See `ReadBeside`. */
async function contentOf(file: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(file);
  } catch (error) {
    return error instanceof FileSystemError && error.code === 'FileNotFound' ? undefined : new Uint8Array();
  }
}

const MIMES: Readonly<Record<ReportFormName, string>> = { html: 'text/html', md: 'text/markdown' };

const openings = (page: Uri): Readonly<Record<ReportFormName, Action>> => ({
  html: { title: t('Open in browser'), run: () => env.openExternal(page) },
  md: { title: t('Open preview'), run: () => commands.executeCommand('markdown.showPreview', page) },
});

async function pickForm(
  items: readonly (QuickPickItem & { readonly form: ReportFormName })[],
): Promise<ReportFormName> {
  const picked = await window.showQuickPick(items, { placeHolder: t('In which form?') });
  if (picked === undefined) throw new Cancelled();
  return picked.form;
}
