import { experimentSchema } from '../../../experiment/schema/experiment';
import { locate } from '../../../schema/locate';
import type { Place } from '../../../schema/locate';
import { parseSource } from '../../../schema/parse';
import type { Span } from '../../../schema/problem';
import type { ConfigDocument } from '../configDocument';
import { lineEnd, lineStart } from '../lines';
import { isBracketed, sectionAt } from '../sections';
import { surroundingsOf } from './scan';

/** Where something is to be completed. */
export interface Cursor {
  /** The word at the cursor, quotes included: what a completion replaces. */
  readonly word: Span;
  readonly text: string;
  readonly quote: string;
  /**
   * `line`: on a line of its own, behind dashes at most; `value`: behind a key on the same line; `flow`: in brackets.
   */
  readonly position: 'line' | 'value' | 'flow';
  /** Names are quoted, as in JSON. */
  readonly json: boolean;
  /** A colon follows already. */
  readonly hasColon: boolean;
  readonly place: Place;
}

const WORD = /[^\s,:[\]{}"'#]/;
const PLACEHOLDER = 'X';

/**
 * What stands at an offset, also where nothing is written yet: the text is read as if a word stood there. Undefined in
 * a comment and where the file makes no sense.
 */
export function cursorAt(
  { text, blocks }: Pick<ConfigDocument, 'text' | 'blocks'>,
  offset: number,
): Cursor | undefined {
  const section = sectionAt(text, offset);
  const source = text.slice(section.start, section.end);
  const at = offset - section.start;
  const { depth, quoteStart, commentStart } = surroundingsOf(source, at);
  if (commentStart !== undefined) return undefined;

  const start = quoteStart ?? at - lengthWhile(source, at - 1, -1);
  const quote = quoteStart === undefined ? '' : source.charAt(quoteStart);
  const line = source.slice(lineStart(source, start), start);
  const end = quote === '' ? at + lengthWhile(source, at, 1) : quotedEnd(source, start, at, quote);
  const rest = source.slice(end, lineEnd(source, end));
  const hasColon = /^\s*:/.test(rest);
  const position = depth > 0 ? 'flow' : /^[\s-]*$/.test(line) ? 'line' : 'value';

  const written = source.slice(start, end);
  const closing = quote !== '' && !(written.length > 1 && written.endsWith(quote)) ? quote : '';
  const isKey = position === 'line' && !hasColon && hasSibling(source, start, end, line.length);
  const placeWith = (colon: '' | ':'): Place | undefined => {
    const word = (written || PLACEHOLDER) + closing + colon;
    const { root } = parseSource(source.slice(0, start) + word + source.slice(end), blocks);
    return root && locate(experimentSchema, root, start);
  };
  const found = placeWith(isKey ? ':' : '');
  const place =
    position === 'line' && !isKey && found && isPlain(found) ? (keyAt(placeWith(':')) ?? found) : found;
  return (
    place && {
      word: { start: section.start + start, end: section.start + end },
      text: written,
      quote,
      position,
      json: isBracketed(text),
      hasColon,
      place,
    }
  );
}

/** A value that stands for itself: below `dense:` one, but a key may be meant as well. */
const isPlain = ({ key, fields, schema }: Place): boolean =>
  key === undefined && fields === undefined && schema.kind !== 'list' && schema.kind !== 'choice';

/** A place among fixed keys. */
const keyAt = (place: Place | undefined): Place | undefined =>
  place?.key !== undefined && place.fields !== undefined ? place : undefined;

function lengthWhile(text: string, from: number, step: 1 | -1): number {
  let length = 0;
  while (WORD.test(text.charAt(from + step * length))) length++;
  return length;
}

function quotedEnd(text: string, start: number, at: number, quote: string): number {
  const close = text.indexOf(quote, Math.max(at, start + 1));
  return close >= 0 && close < lineEnd(text, at) ? close + 1 : at;
}

/** Whether the line before or after holds an entry of the same mapping, so that a key is being typed. */
function hasSibling(text: string, start: number, end: number, column: number): boolean {
  const filled = (line: string): boolean => /^[ -]*[^\s#-]/.test(line);
  const before = text.slice(0, start).split('\n').slice(0, -1).filter(filled).at(-1);
  const after = text.slice(lineEnd(text, end)).split('\n').find(filled);
  const columnOf = (line: string | undefined): number => line?.search(/[^ -]/) ?? -1;
  const ownLine = text.slice(lineStart(text, start), start);
  const opensItem = ownLine.includes('-');
  const indentAfter = after?.search(/[^ ]/) ?? -1;
  return (!opensItem && columnOf(before) === column) || indentAfter === column;
}
