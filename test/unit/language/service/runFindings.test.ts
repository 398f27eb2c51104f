import { expect, test } from 'vitest';
import { healthRules } from '../../../../src/health/registry';
import { problemsOf } from '../../../../src/language/service/problems';
import { runFindingsOf } from '../../../../src/language/service/runFindings';
import { toDiagnostic } from '../../../../src/language/service/diagnostics';
import type { LastRun, RunFinding } from '../../../../src/language/protocol';
import { CONFIG, stateOf } from './fixtures';

const GOOD = CONFIG.replace('randomNormal: { stddev: 0.01 }', 'heUniform');

/** What is told of a config whose last run had these findings: `<code> <severity> <marked text>`. */
function told(text: string, findings: readonly RunFinding[], ignored?: ReadonlySet<string>): string[] {
  const lastRun: LastRun = { folder: '/r', name: 'r', running: false, findings };
  const { document, analysis } = stateOf(text);
  const lines = text.split('\n');
  return problemsOf(document, analysis, ignored, runFindingsOf(document.outline, lastRun))
    .map((problem) => toDiagnostic(problem))
    .map(
      ({ code, severity, range: { start, end } }) =>
        `${code} ${severity} ${(lines[start.line] ?? '').slice(start.character, end.character)}`,
    );
}

const of = (rule: string, more: Partial<RunFinding> = {}): RunFinding => ({
  rule,
  severity: 'warning',
  message: `last run, step 5: ${rule}`,
  ...more,
});

test.each(Object.keys(healthRules))('%s of the last run stands on the initializer', (rule) => {
  expect(told(GOOD, [of(rule, { initializer: 'heNormal' })])).toEqual([`${rule} 3 heNormal`]);
});

test('of a single initializer it is as severe as in the run; of the data it stands on the dataset', () => {
  const alone = GOOD.replace('  - heUniform\n', '');
  expect(told(alone, [of('deadUnits', { initializer: 'heNormal', severity: 'error' })])).toEqual([
    'deadUnits 1 heNormal',
  ]);
  expect(told(GOOD, [of('classImbalance')])).toEqual(['classImbalance 2 dataset']);
});

test('what is gone from the file, or silenced in settings or file, is not told', () => {
  expect(told(GOOD, [of('deadUnits', { initializer: 'zeros' })])).toEqual([]);
  const found = [of('deadUnits', { initializer: 'heNormal' })];
  expect(told(GOOD, found, new Set(['deadUnits']))).toEqual([]);
  expect(told(GOOD.replace('- heNormal', '- heNormal # initscope-ignore deadUnits'), found)).toEqual([]);
});
