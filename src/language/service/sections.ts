import type { Span } from '../../schema/problem';
import { lineStart } from './lines';

/** Whether the whole file is in brackets, as JSON is. */
export const isBracketed = (text: string): boolean => /^[\uFEFF\s]*[{[]/.test(text);

/**
 * The top-level section around an offset: from its key to the next one. A mistake elsewhere in the file cannot
 * mislead who reads this part alone; in brackets there is but one part.
 */
export function sectionAt(text: string, offset: number): Span {
  if (isBracketed(text)) return { start: 0, end: text.length };
  let start = lineStart(text, offset);
  while (start > 0 && !beginsSection(text, start)) start = lineStart(text, start - 1);
  let end = nextLine(text, offset);
  while (end < text.length && !beginsSection(text, end)) end = nextLine(text, end);
  return { start, end };
}

const beginsSection = (text: string, lineStart: number): boolean =>
  /[^\s#\-\]}]/.test(text.charAt(lineStart));

const nextLine = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
};
