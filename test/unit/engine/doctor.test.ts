import { expect, test } from 'vitest';
import { crashedAttempt, explainChoice, renderCapabilities } from '../../../src/engine/doctor';
import type { EngineAttempt } from '../../../src/engine/engine';
import { choiceOf } from '../../../src/shared/engineChoice';
import { phrase } from '../../../src/shared/phrase';

const explained = (tried: readonly EngineAttempt[]): string => choiceOf(explainChoice(tried)).reason;

const attempts: readonly EngineAttempt[] = [
  {
    engine: 'tensorflow',
    usable: false,
    reason: phrase('Not installed.'),
    remedy: phrase('Install it.'),
    milliseconds: 1,
  },
  {
    engine: 'wasm',
    usable: true,
    version: '4.22.0',
    device: { kind: 'cpu', name: 'EPYC (2 cores)' },
    milliseconds: 90,
  },
];

test('the table has a row for each engine, and under it what is wrong and what to do', () => {
  expect(renderCapabilities(attempts)).toBe(
    [
      'engine      usable  version  device',
      'tensorflow  no      –        –',
      '  why: Not installed.',
      '  do:  Install it.',
      'wasm        yes     4.22.0   EPYC (2 cores) · CPU',
    ].join('\n'),
  );
});

test('the choice is explained in one line', () => {
  expect(explained(attempts)).toBe('wasm on EPYC (2 cores). tensorflow: Not installed.');
});

test('an engine that ended its process is not usable', () => {
  expect(crashedAttempt('webgpu', 'SIGSEGV', 12)).toMatchObject({
    usable: false,
    reason: { values: ['SIGSEGV'] },
  });
});

test('an engine chosen for its speed says so', () => {
  const timed: EngineAttempt = {
    engine: 'webgpu',
    usable: true,
    device: { kind: 'gpu', name: 'GPU' },
    reason: phrase('A step takes 1 ms on it and 2 ms on onnxruntime.'),
    milliseconds: 900,
  };
  expect(explained([timed])).toBe('webgpu on GPU. A step takes 1 ms on it and 2 ms on onnxruntime.');
});
