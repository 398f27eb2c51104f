import { CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver-types';
import type { CompletionItem, Range } from 'vscode-languageserver-types';
import { templates } from '../../../experiment/templates';
import type { Span } from '../../../schema/problem';
import { t } from '../../../shared/l10n';
import { pathOf } from '../configDocument';
import type { ConfigDocument } from '../configDocument';
import { toLspRange } from '../positions';
import { candidatesAt, takesPath } from './candidates';
import type { Candidate } from './candidates';
import { codeCandidates } from './ignoredCodes';
import { cursorAt } from './cursor';
import { pathCandidates } from './paths';
import type { ListFolder } from './paths';

/** Characters that ask for completion by themselves. */
export const TRIGGERS = [' ', ':', '-', '[', '{', '"', "'", '/', '.'];

export interface CompletionSources {
  readonly listFolder: ListFolder;
}

/** What may be written at an offset, with documentation, as snippets. */
export async function completionsAt(
  document: ConfigDocument,
  offset: number,
  { listFolder }: CompletionSources,
): Promise<CompletionItem[]> {
  const { text, outline } = document;
  const silenced = codeCandidates(text, offset);
  if (silenced !== undefined) return toItems(silenced.candidates, silenced.word, '', document);
  const starts = isEmpty(text) ? templateItems(document) : [];
  const cursor = cursorAt(document, offset);
  if (cursor === undefined) return starts;
  const paths = takesPath(cursor.place, cursor.place.node)
    ? await pathCandidates(unquoted(cursor.text), pathOf(document.uri), cursor.json, listFolder)
    : [];
  const candidates = [...candidatesAt(cursor, outline), ...paths];
  return [...toItems(candidates, cursor.word, cursor.quote, document), ...starts];
}

const unquoted = (text: string): string => text.replace(/^["']|["']$/g, '');

/** Nothing but comments and a word that is being typed. */
const isEmpty = (text: string): boolean => /^[\uFEFF\s]*\w{0,30}\s*$/.test(text.replace(/^[ \t]*#.*$/gm, ''));

function toItems(
  candidates: readonly Candidate[],
  word: Span,
  quote: string,
  { outline: { places } }: ConfigDocument,
): CompletionItem[] {
  const range = toLspRange(places.exactRange(word));
  const seen = new Set<string>();
  return candidates
    .filter(({ label }) => !seen.has(label) && seen.add(label))
    .map((candidate, index) => toItem(candidate, index, range, quote));
}

const toItem = (
  { label, kind, detail, doc, insert, filter, goesOn }: Candidate,
  index: number,
  range: Range,
  quote: string,
): CompletionItem => ({
  label,
  kind,
  ...(detail !== undefined && { detail }),
  documentation: { kind: MarkupKind.Markdown, value: doc },
  sortText: String(index).padStart(4, '0'),
  filterText: `${quote}${filter ?? label}`,
  insertTextFormat: InsertTextFormat.Snippet,
  textEdit: { range, newText: insert },
  ...(goesOn === true && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
});

/** Whole experiments, for a file that holds nothing yet. */
function templateItems({ text, outline: { places } }: ConfigDocument): CompletionItem[] {
  const start = text.length - text.trimStart().length;
  const range = toLspRange(places.exactRange({ start: Math.min(start, text.length), end: text.length }));
  return templates.map(({ name, title, doc, text: config }, index) => ({
    label: `template: ${name}`,
    kind: CompletionItemKind.File,
    detail: t(title),
    documentation: { kind: MarkupKind.Markdown, value: `${t(doc)}\n\n\`\`\`yaml\n${config}\`\`\`` },
    sortText: `0${index}`,
    filterText: `${text.trim()}${name}`,
    insertTextFormat: InsertTextFormat.PlainText,
    textEdit: { range, newText: config },
  }));
}
