import type { TextEdit } from 'vscode-languageserver-types';
import type { Span } from '../../../schema/problem';
import type { ConfigDocument } from '../configDocument';
import { lineStart } from '../lines';
import { toLspRange } from '../positions';
import { isBracketed } from '../sections';

/** A way to mend something. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one to apply when none is chosen. */
  readonly preferred?: true;
}

export const replace = ({ outline }: ConfigDocument, span: Span, newText: string): TextEdit => ({
  range: toLspRange(outline.places.exactRange(span)),
  newText,
});

export const insert = (document: ConfigDocument, at: number, text: string): TextEdit =>
  replace(document, { start: at, end: at }, text);

/** Whether names are quoted and everything is in brackets. */
export const isJson = ({ text }: ConfigDocument): boolean => isBracketed(text);

export const isFlow = (text: string, { start }: Span): boolean => /[[{]/.test(text.charAt(start));

/** White space up to the column of an offset, to go on below it. */
export const indentTo = (text: string, offset: number): string =>
  ' '.repeat(offset - lineStart(text, offset));

/** The line break that the file uses. */
export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
