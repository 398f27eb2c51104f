import { Uri, window, workspace } from 'vscode';
import { t } from '../ui/l10n';

const KINDS: Readonly<Record<string, () => readonly [name: string, extension: string]>> = {
  'image/png': () => [t('PNG image'), 'png'],
  'image/svg+xml': () => [t('SVG image'), 'svg'],
  'text/csv': () => [t('CSV table'), 'csv'],
  'application/json': () => ['JSON', 'json'],
  'text/html': () => [t('HTML page'), 'html'],
};

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
  const kind = KINDS[mime]?.();
  const target = await window.showSaveDialog({
    // a name, never a path: it comes from a page
    defaultUri: Uri.joinPath(folder, suggestedName.replace(/[/\\:]/g, '-')),
    ...(kind === undefined ? {} : { filters: { [kind[0]]: [kind[1]] } }),
  });
  if (target !== undefined) await workspace.fs.writeFile(target, content);
  return target;
}
