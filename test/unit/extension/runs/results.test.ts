import { expect, test } from 'vitest';
import { comparedLabels } from '../../../../src/extension/runs/results';
import type { RunManifest } from '../../../../src/runs/run';
import { experimentOf, startOf } from '../../runs/experiment';

const run = (experiment: string, id: string, name = id): RunManifest => ({
  ...startOf({ ...experimentOf(['zeros']), name: experiment }),
  format: 1,
  id,
  name,
  host: 'h',
  pid: 1,
  started: '2026-11-22T09:14:03.000Z',
  state: 'finished',
  trials: [],
});

test('compared runs are called by their experiments, with their starts where there are several of one', () => {
  expect(comparedLabels([run('first', 'a'), run('second', 'b'), run('second', 'c', 'mine')])).toEqual([
    'first',
    expect.stringMatching(/^second .*\d:\d\d:03/),
    'mine',
  ]);
});
