import type { Position, Range as LspRange } from 'vscode-languageserver-types';
import type { Range } from '../../schema/problem';

/** Lines and columns from 1, as parsers and people count, to lines and characters from 0, as editors do. */
export const toLspRange = ({ start, end }: Range): LspRange => ({
  start: { line: start.line - 1, character: start.column - 1 },
  end: { line: end.line - 1, character: end.column - 1 },
});

/** Offset of an editor's position; a byte order mark counts as no character, as parsers see it. */
export function offsetOf(text: string, { line, character }: Position): number {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let passed = 0; passed < line; passed++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + character, end < 0 ? text.length : end);
}
