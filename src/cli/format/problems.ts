import { formatProblem } from '../../schema/problem';
import type { ToldProblem } from '../../language/service/problems';
import { widthOf } from './table';

/**
 * A problem of a config as compilers write them: `file:line:column: severity: message (code)`, the line it is in, and
 * carets below what is meant.
 */
export function problemWithSource(path: string, text: string, problem: ToldProblem): string {
  const { start, end } = problem.range;
  const line = (text.split('\n')[start.line - 1] ?? '').replace(/\r$/, '');
  const before = line.slice(0, start.column - 1);
  const meant = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined);
  const number = String(start.line);
  const indent = before.replace(/[^\t]+/g, (run) => ' '.repeat(widthOf(run)));
  const suggestion = problem.suggestion === undefined ? '' : `  ${problem.suggestion}`;
  return [
    formatProblem(path, problem),
    ` ${number} | ${line}`,
    ` ${' '.repeat(number.length)} | ${indent}${'^'.repeat(Math.max(1, widthOf(meant.trimEnd())))}${suggestion}`,
  ].join('\n');
}
