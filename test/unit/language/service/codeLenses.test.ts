import { expect, test } from 'vitest';
import type { LastRun } from '../../../../src/language/protocol';
import { codeLensesOf } from '../../../../src/language/service/codeLenses';
import { advance } from '../../../../src/language/service/state';
import { CONFIG, read, stateOf, URI } from './fixtures';

const lastRun: LastRun = {
  folder: '/w/.initscope/runs/digits/r1',
  name: 'r1',
  running: false,
  best: 'heNormal',
  findings: [],
  initializers: [
    { label: 'heNormal', state: 'finished', figure: { metric: 'accuracy', value: 0.9713 } },
    { label: 'randomNormal(stddev=0.01)', state: 'diverged' },
  ],
};

/** Line from 1 and title of each lens. */
const shown = (text: string, last?: LastRun): string[] =>
  codeLensesOf(stateOf(text), last)
    .filter(({ command }) => command?.command !== '')
    .map(({ range, command }) => `${range.start.line + 1} ${command?.title ?? ''}`);

/** As `shown`, those lenses that only tell. */
const told = (text: string): string[] =>
  codeLensesOf(stateOf(text), undefined)
    .filter(({ command }) => command?.command === '')
    .map(({ range, command }) => `${range.start.line + 1} ${command?.title ?? ''}`);

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

test('compares the last run with the one before, once there is one', () => {
  const before = { folder: '/w/.initscope/runs/digits/r0' };
  const title = '$(diff) Compare last run with the one before';
  const lens = (last: LastRun) =>
    codeLensesOf(stateOf(CONFIG), last).find(({ command }) => command?.title === title);
  expect(lens(lastRun)).toBeUndefined();
  expect(lens({ ...lastRun, before })?.command).toMatchObject({
    command: 'initscope.compareRuns',
    arguments: [undefined, [before, { folder: lastRun.folder }]],
  });
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
  const [all, , one] = codeLensesOf(stateOf(CONFIG), undefined)
    .map(({ command }) => command)
    .filter((command) => command?.command !== '');
  expect(all).toMatchObject({ command: 'initscope.run', arguments: [{ config: URI }] });
  expect(one?.arguments).toEqual([{ config: URI, initializer: 'randomNormal(stddev=0.01)' }]);
});

test('the file can be run whatever state it is in', () => {
  expect(shown('dataset: [')).toEqual(['1 $(play) Run experiment']);
});

test('the model says its size, each initializer what is predicted of it', () => {
  const deep = CONFIG.replace('{ dense: 32 }', '{ dense: 256 }, '.repeat(5) + '{ dense: 256 }');
  expect(told(deep.replace('  - heNormal\n', '  - heNormal\n  - zeros\n'))).toEqual([
    '3 532,490 parameters · about 9.12 MB per trial in training',
    expect.stringMatching(/^8 predicted: ×(0.9\d|1) per layer, keeps its signal$/),
    '9 predicted: learns nothing: no weight gets a gradient',
    '10 predicted: ×0.013 per layer, vanishes at layer 3',
  ]);
});

test('a half-typed model keeps what was predicted last', () => {
  const good = stateOf(CONFIG);
  const broken = advance(read(CONFIG.replace('{ dense: 10 }', '{ dense: x }')), good);
  expect(codeLensesOf(broken, undefined).map(({ command }) => command?.title)).toContainEqual(
    expect.stringMatching(/^predicted:/),
  );
});
