import { Uri, window, workspace } from 'vscode';
import { t } from '../ui/l10n';

const KINDS: Readonly<Record<string, () => readonly [name: string, extension: string]>> = {
  'image/png': () => [t('PNG image'), 'png'],
  'image/svg+xml': () => [t('SVG image'), 'svg'],
  'text/csv': () => [t('CSV table'), 'csv'],
  'application/json': () => ['JSON', 'json'],
  'text/html': () => [t('HTML page'), 'html'],
  'text/markdown': () => [t('Markdown page'), 'md'],
};

/** Asks where to save a file. @returns undefined when the person backed out */
export async function askWhere(folder: Uri, suggestedName: string, mime: string): Promise<Uri | undefined> {
  const kind = KINDS[mime]?.();
  return window.showSaveDialog({
    // a name, never a path: it comes from a page
    defaultUri: Uri.joinPath(folder, suggestedName.replace(/[/\\:]/g, '-')),
    ...(kind === undefined ? {} : { filters: { [kind[0]]: [kind[1]] } }),
  });
}

/**
 * Asks where to save a file and writes it.
 * @returns where it was written; undefined when the person backed out
 */
export async function saveAs(
  folder: Uri,
  suggestedName: string,
  mime: string,
  content: Uint8Array,
): Promise<Uri | undefined> {
  const target = await askWhere(folder, suggestedName, mime);
  if (target !== undefined) await workspace.fs.writeFile(target, content);
  return target;
}
