import { expect, test } from 'vitest';
import type { HealthFinding } from '../../../src/health/finding';
import { formatFinding, parseFinding, told } from '../../../src/health/finding';
import { healthSpec } from '../../../src/health/registry';
import { HealthMonitor } from '../../../src/health/monitor';
import { phrase } from '../../../src/shared/phrase';
import { inKorean } from '../korean';
import { at, watch } from './telemetry';

const trials = [
  { initializer: 'fast', seed: 1 },
  { initializer: 'slow', seed: 1 },
] as const;

function monitorOf(): { monitor: HealthMonitor; findings: HealthFinding[] } {
  const findings: HealthFinding[] = [];
  const found = (finding: HealthFinding): void => void findings.push(finding);
  return { findings, monitor: new HealthMonitor({ rules: healthSpec(), trials, totalSteps: 40, found }) };
}

test('trials are compared at the same step, whichever was measured first', () => {
  const { monitor, findings } = monitorOf();
  const play = (initializer: 'fast' | 'slow', loss: (step: number) => number): void => {
    const trial = { initializer, seed: 1 };
    for (let step = 0; step < 40; step++) {
      if (step % 5 === 0)
        monitor.scalar(trial, { split: 'validation', tag: 'loss', step, value: 1, wallTime: 0 });
      monitor.scalar(trial, { split: 'train', tag: 'loss', step, value: loss(step), wallTime: 0 });
    }
  };
  // one core has trained its trial to the end before the other begins
  play('slow', () => 1);
  expect(findings.filter(({ rule }) => rule === 'stalled')).toEqual([]);
  play('fast', (step) => Math.exp(-step / 4));
  const stalled = findings.filter(({ rule }) => rule === 'stalled');
  expect(stalled.map(({ initializer, step }) => [initializer, step])).toEqual([['slow', 10]]);
});

test('an update ratio that is read late belongs to its own probe', () => {
  const { monitor, findings } = monitorOf();
  const trial = trials[0];
  const probe = (tag: string, step: number, value: number): void =>
    monitor.scalar(trial, { split: 'probe', tag, step, value, wallTime: 0 });
  for (const step of [0, 10, 20]) {
    probe('dead_units/dense_1', step, 0);
    for (let next = step; next < step + 5; next++)
      monitor.scalar(trial, { split: 'train', tag: 'loss', step: next, value: 1 / (1 + next), wallTime: 0 });
    probe('update_ratio/dense_1/kernel', step, 0);
  }
  monitor.ended(trial);
  expect(findings.map(({ rule }) => rule)).not.toContain('weightUpdateRatio');
});

test('a rule that is off finds nothing, and parameters, severity and action are those of the config', () => {
  const probe = { 'dead_fraction/dense_1': at([0, 10], 0.6) };
  expect(watch({ trials: { own: { probe } }, rules: healthSpec({ deadUnits: false }) })).toEqual([]);
  const rules = {
    deadUnits: { parameters: { share: 0.55, patience: 2 }, severity: 'error', action: 'stopInitializer' },
  } as const;
  const [finding] = watch({ trials: { own: { probe } }, rules });
  expect(finding).toMatchObject({ step: 10, severity: 'error', action: 'stopInitializer' });
});

test('what is known already, of a run that is resumed, is not told again', () => {
  const { monitor, findings } = monitorOf();
  const first = { rule: 'notFinite', initializer: 'fast', seed: 1 } as HealthFinding;
  monitor.recall([first]);
  monitor.ended(trials[0], { step: 3, tensor: 'loss' });
  expect(findings).toEqual([]);
});

test('a finding keeps its figures through its file, NaN and infinity included', () => {
  const [finding] = watch({ trials: { own: { divergence: { step: 1, tensor: 'loss' } } } });
  expect(finding?.evidence).toEqual({ tag: 'loss', value: NaN, threshold: Infinity });
  expect(parseFinding(formatFinding(finding!))).toEqual(finding);
  expect(parseFinding('{"rule":"notFi')).toBeUndefined();
});

test('a finding of a version that kept English alone, or whose phrase is damaged, is told in English', () => {
  const [{ phrase: kept, ...old } = undefined!] = watch({
    trials: { own: { probe: { 'dead_fraction/dense_1': at([0], 0.6) } } },
  });
  expect(inKorean(() => told({ ...old, phrase: kept! }).message)).toMatch(
    /^dense_1의 유닛 중 죽은 비율\(모든 표본에서 0\): 60\.0 %/,
  );
  const odd = { ...old, phrase: phrase('constructor'), advice: 'toString' };
  expect(inKorean(() => told(odd))).toEqual({ message: 'constructor', advice: 'toString' });
  const nested = [1, 2, 3, 4, 5].reduce((inner) => phrase('{0}', inner), phrase('x'));
  for (const damaged of [undefined, 'x', { message: 'x' }, { message: 1, values: [] }, nested]) {
    const line = JSON.stringify({ ...old, phrase: damaged });
    expect(inKorean(() => told(parseFinding(line)!).message)).toBe(old.message);
  }
});
