import { expect, test } from 'vitest';
import { INITIAL_STATE } from '../../../../webview/model/pageState';
import { stopAt, stopsOf, toStop } from '../../../../webview/model/scrubbing';
import { manifestOf, sceneOf } from './scenes';
import type { Written } from './scenes';

const manifest = manifestOf(['heNormal'], [0]);
const at = (split: Written[1], tag: string, ...steps: readonly number[]): Written => [
  ['heNormal', 0],
  split,
  tag,
  steps.map((step) => [step, 1]),
];

test('the scrubber stops at the probes of all series, or else at the evaluations', () => {
  const evaluated = at('validation', 'loss', 0, 8);
  expect(stopsOf(sceneOf(manifest, [evaluated]))).toEqual([0, 8]);
  const probed = [
    at('probe', 'dead_units/dense_1', 0, 5, 10),
    at('probe', 'update_ratio/dense_1/kernel', 0, 15),
  ];
  expect(stopsOf(sceneOf(manifest, [evaluated, ...probed]))).toEqual([0, 5, 10, 15]);
});

test('a step between two stops counts to the earlier one', () => {
  const stops = [0, 5, 10];
  expect(stopAt(stops, { ...INITIAL_STATE, step: 7 })).toBe(1);
  expect(stopAt(stops, { ...INITIAL_STATE, step: 99 })).toBe(2);
  expect(stopAt(stops, INITIAL_STATE)).toBe(2);
});

test('the last stop follows the run as it goes on', () => {
  const stops = [0, 5, 10];
  expect(toStop(stops, 1, INITIAL_STATE).step).toBe(5);
  expect(toStop(stops, 2, { ...INITIAL_STATE, step: 5 })).not.toHaveProperty('step');
});
