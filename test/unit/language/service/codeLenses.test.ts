import { expect, test } from 'vitest';
import type { LastRun } from '../../../../src/language/protocol';
import { codeLensesOf } from '../../../../src/language/service/codeLenses';
import type { Results } from '../../../../src/language/service/codeLenses';
import { advance } from '../../../../src/language/service/state';
import { trainedIn } from '../../../../src/language/service/trained';
import { englishIn, inKorean } from '../../korean';
import { CONFIG, read, stateOf, URI } from './fixtures';

const lastRun: LastRun = {
  folder: '/w/.initscope/runs/digits/r1',
  name: 'r1',
  running: false,
  best: { label: 'heNormal', figure: { metric: 'accuracy', value: 0.9713 } },
  findings: [],
};
const { folder } = lastRun;

/** Line from 1 and title of each lens. */
const shown = (text: string, last?: LastRun, results?: Results): string[] =>
  codeLensesOf(stateOf(text), last, results)
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

test('shows how the last run went, and each initializer’s last result with a word before it, best marked', () => {
  const results: Results = [
    { folder, state: 'finished', figure: { metric: 'accuracy', value: 0.9713 }, best: true },
    { folder: '/w/.initscope/runs/digits/r0', state: 'diverged' },
  ];
  expect(shown(CONFIG, lastRun, results)).toEqual([
    '1 $(play) Run all 2 initializers',
    '1 $(graph-line) Open last run · best: heNormal 97.1 %',
    '8 $(play) Run this initializer',
    '8 $(star-full) last: 97.1 %',
    '9 $(play) Run this initializer',
    '9 $(flame) last: diverged',
  ]);
  const opened = codeLensesOf(stateOf(CONFIG), lastRun, results)
    .filter(({ command }) => command?.command === 'initscope.openRun')
    .map(({ command }) => command?.arguments);
  expect(opened).toEqual(['r1', 'r1', 'r0'].map((id) => [{ folder: `/w/.initscope/runs/digits/${id}` }]));
});

test.each([
  [{ state: 'finished', figure: { metric: 'accuracy', value: 0.949 } }, 'last: 94.9 %'],
  [{ state: 'stopped', figure: { metric: 'loss', value: 0.03121 } }, 'last: loss 0.0312'],
  [{ state: 'finished' }, 'last: no result'],
  [{ state: 'diverged', figure: { metric: 'accuracy', value: 0.1 } }, '$(flame) last: diverged · 10.0 %'],
  [{ state: 'running' }, '$(pulse) training'],
  [{ state: 'running', figure: { metric: 'accuracy', value: 0.5 } }, '$(pulse) so far: 50.0 %'],
] as const)('a result reads well: %o', (result, title) => {
  expect(shown(CONFIG, lastRun, [{ folder, ...result }])).toContain(`8 ${title}`);
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

test('an initializer without a result shows none', () => {
  expect(shown(CONFIG, lastRun, [null, undefined])).not.toContainEqual(expect.stringMatching(/^[89] .*last/));
});

test('a run under way says so', () => {
  expect(shown(CONFIG, { ...lastRun, running: true })).toContain(
    '1 $(pulse) Open last run · training · best: heNormal 97.1 %',
  );
});

test('what is trained is named anew by an edit that matters, and as last known while the config is broken', () => {
  const good = stateOf(CONFIG);
  const [he, normal] = trainedIn(good);
  expect(he).toMatch(/^[0-9a-f]{16}$/);
  expect(normal).not.toBe(he);
  expect(trainedIn(stateOf(CONFIG.replace('epochs: 1', 'epochs: 2')))).not.toContain(he);
  expect(trainedIn(stateOf(CONFIG.replace('stddev: 0.01', 'stddev: 0.02')))[0]).toBe(he);
  expect(trainedIn(advance(read(CONFIG.replace('epochs: 1', 'epochs: x')), good))).toEqual([he, normal]);
  expect(trainedIn(stateOf('initializers: [zeros'))).toEqual([undefined]);
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

test('says of a sweep how many runs it is', () => {
  const swept = `${CONFIG}\nsweep: { width: [8, 16], learningRate: [0.1, 0.01, 0.001] }\n`;
  expect(shown(swept)).toEqual([
    '1 $(play) Run sweep of 6 runs',
    '8 $(play) Run this initializer · 6 runs',
    '9 $(play) Run this initializer · 6 runs',
  ]);
});

test('speak the language of the editor; names and figures stay as they are', () => {
  const results: Results = [
    { folder, state: 'finished', figure: { metric: 'accuracy', value: 0.9713 }, best: true },
    { folder, state: 'diverged' },
  ];
  const { lenses, tells } = inKorean(() => ({
    lenses: shown(CONFIG, lastRun, results),
    tells: told(CONFIG),
  }));
  expect(lenses).toEqual([
    '1 $(play) 초기화 방법 2개 모두 실행',
    '1 $(graph-line) 마지막 실행 열기 · 최고: heNormal 97.1 %',
    '8 $(play) 이 초기화 방법만 실행',
    '8 $(star-full) 마지막: 97.1 %',
    '9 $(play) 이 초기화 방법만 실행',
    '9 $(flame) 마지막: 발산',
  ]);
  expect(tells.flatMap(englishIn)).toEqual([]);
  expect(tells.join()).toContain('예측: ');
});
