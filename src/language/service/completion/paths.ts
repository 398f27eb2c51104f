import { dirname, isAbsolute, join } from 'node:path';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { t } from '../../../shared/l10n';
import type { Candidate } from './candidates';
import { escaped, scalarText } from './snippets';

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What lies in a folder; rejects where there is none. */
export type ListFolder = (path: string) => Promise<readonly FolderEntry[]>;

/** Files that a dataset can be read from; folders may hold IDX or CIFAR files. */
const DATA = /\.(csv|npz|tar\.gz|tgz|bin)$/i;

/**
 * Files and folders that a relative or absolute path goes on with.
 *
 * @param typed the path so far, without quotes
 * @param configPath absolute path of the config file
 */
export async function pathCandidates(
  typed: string,
  configPath: string,
  json: boolean,
  listFolder: ListFolder,
): Promise<Candidate[]> {
  if (!isAbsolute(configPath)) return [];
  const shown = typed.includes('/') ? typed.slice(0, typed.lastIndexOf('/') + 1) : './';
  const folder = isAbsolute(shown) ? shown : join(dirname(configPath), shown);
  const entries = await listFolder(folder).catch((): readonly FolderEntry[] => []);
  return entries
    .filter(
      ({ name, isFolder }) =>
        !name.startsWith('.') && name !== 'node_modules' && (isFolder || DATA.test(name)),
    )
    .map(({ name, isFolder }) => ({
      label: `${shown}${name}${isFolder ? '/' : ''}`,
      kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
      detail: isFolder ? t('folder') : t('data file'),
      doc: isFolder
        ? t('A folder: of IDX or CIFAR files, or one to look further in.')
        : t('Data of your own.'),
      insert: escaped(scalarText(`${shown}${name}${isFolder ? '/' : ''}`, { json })),
      ...(isFolder && { goesOn: true }),
    }));
}
