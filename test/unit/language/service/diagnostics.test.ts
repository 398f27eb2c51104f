import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { toDiagnostic } from '../../../../src/language/service/diagnostics';
import { CONFIG, diagnose } from './fixtures';

const GOOD = CONFIG.replace('randomNormal: { stddev: 0.01 }', 'heUniform');

test('a good config has none', () => {
  expect(diagnose(GOOD)).toEqual([]);
});

test('a mistake is marked where it stands, with its code and the way to mend it', () => {
  const [diagnostic, ...others] = diagnose(GOOD.replace('- heNormal', '- heNorml'));
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({
    severity: DiagnosticSeverity.Error,
    source: 'InitScope',
    range: { start: { line: 7, character: 4 }, end: { line: 7, character: 11 } },
    data: { suggestion: 'heNormal' },
  });
  expect(diagnostic?.code).toBe('unknown-value');
});

test('all mistakes are reported, in the order of the file', () => {
  const broken = GOOD.replace('heNormal', 'heNorml').replace('epochs: 1', 'epoch: 1');
  expect(diagnose(broken).map(({ range }) => range.start.line)).toEqual([7, 10]);
});

test('findings link to their documentation', () => {
  const start = { offset: 0, line: 1, column: 1 };
  const told = { severity: 'hint', message: 'm', range: { start, end: start } } as const;
  const hrefOf = (code: string) => toDiagnostic({ ...told, code }, 'file:///docs/').codeDescription?.href;
  expect(hrefOf('broken-symmetry')).toBe('file:///docs/diagnostics.md#broken-symmetry');
  expect(hrefOf('unknown-key')).toBe('file:///docs/reference/problems.md');
});
