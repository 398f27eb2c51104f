import type { Range as LspRange } from 'vscode-languageserver-types';
import type { Range } from '../../schema/problem';

/** Lines and columns from 1, as parsers and people count, to lines and characters from 0, as editors do. */
export const toLspRange = ({ start, end }: Range): LspRange => ({
  start: { line: start.line - 1, character: start.column - 1 },
  end: { line: end.line - 1, character: end.column - 1 },
});
