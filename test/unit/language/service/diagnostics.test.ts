import { englishIn, inKorean, openPlaces } from '../../korean';
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

test('mistakes are told in the language of the editor', () => {
  const mistakes = `\
dataset: { source: mnist-embedded, validation: 1.5, size: 3, normalization: unti }
model:
  activation: { relu: { x: 1 }, tanh: {} }
  layers: [conv2d: { filters: many, kernelSize: 40 }, dense: { units: 0 }, denes: 3, [a]]
initializers:
  - heNormal: 3
  - perLayer: { no_layer: zeros }
  - orthogonal: { gain: yes }
    lable: a
training: { seeds: [1, 1], epochs: 1, steps: 2, freeze: x, trainable: y, optimizer: adma, batchSize: -1 }
health: 3
training: x
`;
  const [english, korean] = [diagnose(mistakes), inKorean(() => diagnose(mistakes))];
  expect(korean.length).toBeGreaterThan(12);
  expect(korean.map(({ code, range }) => [code, range])).toEqual(
    english.map(({ code, range }) => [code, range]),
  );
  for (const { message } of korean) {
    expect(message).toMatch(/[가-힣]/);
    expect([...englishIn(message as string), ...openPlaces(message as string)]).toEqual([]);
  }
});
