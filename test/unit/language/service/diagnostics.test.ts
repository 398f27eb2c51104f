import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { diagnosticsOf } from '../../../../src/language/service/diagnostics';
import { CONFIG, read } from './fixtures';

test('a valid config has none', () => {
  expect(diagnosticsOf(read(CONFIG))).toEqual([]);
});

test('a mistake is marked where it stands, with its code and the way to mend it', () => {
  const [diagnostic, ...others] = diagnosticsOf(read(CONFIG.replace('- heNormal', '- heNorml')));
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
  const broken = CONFIG.replace('heNormal', 'heNorml').replace('epochs: 1', 'epoch: 1');
  expect(diagnosticsOf(read(broken)).map(({ range }) => range.start.line)).toEqual([7, 10]);
});
