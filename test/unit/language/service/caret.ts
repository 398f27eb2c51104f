import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { completionsAt } from '../../../../src/language/service/completion/complete';
import type { ListFolder } from '../../../../src/language/service/completion/paths';
import { read } from './fixtures';

/** A text with `|` where the cursor is. */
export function caret(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export const applied = (text: string, edits: readonly TextEdit[]): string =>
  TextDocument.applyEdits(TextDocument.create('file:///a', 'initscope', 1, text), [...edits]);

const noFolders: ListFolder = () => Promise.reject(new Error('no files here'));

export function complete(marked: string, listFolder: ListFolder = noFolders): Promise<CompletionItem[]> {
  const { text, offset } = caret(marked);
  return completionsAt(read(text), offset, { listFolder });
}

export const labels = async (marked: string, listFolder?: ListFolder): Promise<string[]> =>
  (await complete(marked, listFolder)).map(({ label }) => label);

/** The text after the completion with this label is accepted; tab stops are shown with their defaults. */
export async function accepted(marked: string, label: string, listFolder?: ListFolder): Promise<string> {
  const item = (await complete(marked, listFolder)).find((other) => other.label === label);
  if (item?.textEdit === undefined) throw new Error(`no completion "${label}"`);
  const text = applied(caret(marked).text, [item.textEdit as TextEdit]);
  return text
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}
