import { expect, test } from 'vitest';
import { problemWithSource } from '../../../../src/cli/format/problems';

const at = (line: number, from: number, to: number, endLine = line) => ({
  start: { offset: 0, line, column: from },
  end: { offset: 0, line: endLine, column: to },
});

test('shows the line, carets below what is meant, and what would mend it', () => {
  const problem = {
    severity: 'error',
    code: 'unknown-key',
    message: 'unknown key "sed"',
    suggestion: 'seeds',
  } as const;
  expect(problemWithSource('a.yaml', 'training:\n  sed: [1]\n', { ...problem, range: at(2, 3, 6) })).toBe(
    ['a.yaml:2:3: error: unknown key "sed" (unknown-key)', ' 2 |   sed: [1]', '   |   ^^^  seeds'].join('\n'),
  );
});

test('a problem over several lines is marked to the end of its first', () => {
  const problem = { severity: 'warning', code: 'x', message: 'm' } as const;
  const shown = problemWithSource('a.yaml', 'model:\r\n  layers:\r\n', { ...problem, range: at(1, 1, 3, 2) });
  expect(shown.split('\n').slice(1)).toEqual([' 1 | model:', '   | ^^^^^^']);
});

test('tabs and the end of a file keep the caret in place', () => {
  const problem = { severity: 'error', code: 'x', message: 'm' } as const;
  const [, line, carets] = problemWithSource('a.json', '\t"é": 1', { ...problem, range: at(1, 7, 8) }).split(
    '\n',
  );
  expect(carets?.indexOf('^')).toBe(line?.indexOf('1', 4));
  expect(problemWithSource('a.json', '', { ...problem, range: at(1, 1, 1) })).toContain('^');
});
