import { expect, test } from 'vitest';
import { stepText } from '../../../../webview/model/stepText';
import { xTitle } from '../../../../webview/model/xAxis';
import { manifestOf } from './scenes';

const own = { ...manifestOf(['heNormal'], [0]), stepsPerEpoch: 4 };

test('steps of a run are updates, of which epochs are made', () => {
  expect(stepText(10, own)).toBe('Step 10 · epoch 2.50');
  expect(xTitle('step', own)).toBe('Step (updates)');
});

test('steps in logs of other programs are whatever these count', () => {
  const logs = { ...own, source: 'tensorboard' } as const;
  expect(stepText(10, logs)).toBe('Step 10');
  expect(xTitle('step', logs)).toBe('Step');
});
