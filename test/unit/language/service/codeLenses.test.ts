import { expect, test } from 'vitest';
import type { LastRun } from '../../../../src/language/protocol';
import { codeLensesOf } from '../../../../src/language/service/codeLenses';
import { CONFIG, read, URI } from './fixtures';

const lastRun: LastRun = {
  folder: '/w/.initscope/runs/digits/r1',
  name: 'r1',
  running: false,
  best: 'heNormal',
  initializers: [
    { label: 'heNormal', state: 'finished', figure: { metric: 'accuracy', value: 0.9713 } },
    { label: 'randomNormal(stddev=0.01)', state: 'diverged' },
  ],
};

/** Line from 1 and title of each lens. */
const shown = (text: string, last?: LastRun): string[] =>
  codeLensesOf(read(text), last).map(
    ({ range, command }) => `${range.start.line + 1} ${command?.title ?? ''}`,
  );

test('offers to run all, and each initializer on its line', () => {
  expect(shown(CONFIG)).toEqual([
    '1 $(play) Run all 2 initializers',
    '8 $(play) Run this initializer',
    '9 $(play) Run this initializer',
  ]);
});

test('shows how the last run went, best marked', () => {
  expect(shown(CONFIG, lastRun)).toEqual([
    '1 $(play) Run all 2 initializers',
    '1 $(graph-line) Open last run · best: heNormal 97.1 %',
    '8 $(play) Run this initializer',
    '8 $(star-full) 97.1 %',
    '9 $(play) Run this initializer',
    '9 $(flame) diverged',
  ]);
});

test('an initializer that the last run did not have shows no result', () => {
  const renamed = CONFIG.replace('heNormal', 'heUniform');
  expect(shown(renamed, lastRun)).not.toContainEqual(expect.stringMatching(/^8 .*%/));
});

test('a run under way says so', () => {
  const [he, normal] = lastRun.initializers;
  const running: LastRun = {
    ...lastRun,
    running: true,
    initializers: [
      { ...he!, state: 'running' },
      { ...normal!, state: 'running' },
    ],
  };
  expect(shown(CONFIG, running)).toEqual(
    expect.arrayContaining([
      '1 $(pulse) Open last run · training · best: heNormal 97.1 %',
      '8 $(pulse) 97.1 % so far',
      '9 $(pulse) training',
    ]),
  );
});

test('commands carry the file and the label', () => {
  const [all, , one] = codeLensesOf(read(CONFIG), undefined).map(({ command }) => command);
  expect(all).toMatchObject({ command: 'initscope.run', arguments: [{ config: URI }] });
  expect(one?.arguments).toEqual([{ config: URI, initializer: 'randomNormal(stddev=0.01)' }]);
});

test('the file can be run whatever state it is in', () => {
  expect(shown('dataset: [')).toEqual(['1 $(play) Run experiment']);
});
