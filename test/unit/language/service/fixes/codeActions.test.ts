import { expect, test } from 'vitest';
import { FIXES, codeActionsOf } from '../../../../../src/language/service/fixes/codeActions';
import { englishIn, inKorean } from '../../../korean';
import { applied } from '../caret';
import { CONFIG, URI, diagnose, stateOf } from '../fixtures';

/** Titles of all fixes for the problems with a code, and the text after each. */
function fixes(text: string, code: string): { title: string; result: string }[] {
  const diagnostics = diagnose(text).filter((diagnostic) => diagnostic.code === code);
  return codeActionsOf(stateOf(text), diagnostics).map(({ title, edit }) => ({
    title,
    result: applied(text, edit?.changes?.[URI] ?? []),
  }));
}

const resultOf = (text: string, code: string, title: RegExp): string | undefined =>
  fixes(text, code).find((fix) => title.test(fix.title))?.result;

const net = (initializers: string, activation = 'relu'): string =>
  `dataset: mnist-embedded
model:
  activation: ${activation}
  layers:
    - flatten
    - dense: 256
    - dense: 256 # wide
    - dense: 256
    - dense: 10
initializers:
${initializers}`;

/** For every fix there is: a config, with the text between bars that is marked, its code, and what the fix makes of it. */
const EVERY: Readonly<Record<keyof typeof FIXES, readonly [marked: string, code: string, after: string]>> = {
  nearestName: [CONFIG.replace('heNormal', '|heNorml|'), 'unknown-value', CONFIG],
  fillRequired: [
    net('  - heNormal\n').replace('- dense: 10', '- |dense|:'),
    'missing-key',
    net('  - heNormal\n'),
  ],
  fittingInitializer: [net('  - |zeros|\n'), 'broken-symmetry', net('  - heNormal\n')],
  criticalScale: [
    net('  - |randomNormal|: { stddev: 0.01 }\n'),
    'vanishing-gradients',
    net('  - randomNormal: { stddev: 0.08839 }\n'),
  ],
  standardize: [
    net('  - heNormal\n').replace('mnist-embedded', '{ source: mnist, normalization: |none| }'),
    'unnormalized-input',
    net('  - heNormal\n').replace('mnist-embedded', '{ source: mnist, normalization: standardize }'),
  ],
  batchNorm: [
    net('  - |randomNormal|: { stddev: 1 }\n'),
    'exploding-activations',
    net('  - randomNormal: { stddev: 1 }\n').replace(
      /( {4}- dense: 256.*\n)( {4}- dense: 256.*\n)( {4}- dense: 256.*\n)/,
      '$1    - batchNorm\n$2    - batchNorm\n$3    - batchNorm\n',
    ),
  ],
  silence: [
    net('  - |zeros|\n'),
    'broken-symmetry',
    net('  # initscope-ignore broken-symmetry\n  - zeros\n'),
  ],
};

test.each(Object.entries(EVERY))('%s mends what is marked', (name, [marked, code, after]) => {
  const [before = '', mark = '', behind = ''] = marked.split('|');
  const text = before + mark + behind;
  const diagnostic = diagnose(text).find((one) => one.code === code);
  const { range } = diagnostic ?? {};
  expect(range?.start).toEqual({
    line: before.split('\n').length - 1,
    character: before.length - before.lastIndexOf('\n') - 1,
  });
  const fix = diagnostic && FIXES[name as keyof typeof FIXES](stateOf(text), diagnostic);
  expect(fix && applied(text, fix.edits)).toBe(after);
});

test.each([
  ['a value', '- heNorml', 'unknown-value', '- heNormal'],
  ['a key', 'epoch: 1', 'unknown-key', 'epochs: 1'],
])('changes %s to the nearest', (_, wrong, code, right) => {
  const text = CONFIG.replace(right, wrong);
  expect(resultOf(text, code, /^Change to/)).toBe(CONFIG);
});

test.each(Object.entries(EVERY))(
  '%s is the same in another language, but for its title',
  (_, [marked, code]) => {
    const text = marked.replaceAll('|', '');
    const [here, there] = [fixes(text, code), inKorean(() => fixes(text, code))];
    expect(there.map(({ result }) => result)).toEqual(here.map(({ result }) => result));
    for (const { title } of there) {
      expect(title).toMatch(/[가-힣]/);
      expect(englishIn(title)).toEqual([]);
    }
  },
);

test('of two keys that lack at one place each is filled in, in whichever language', () => {
  const text = 'dataset: xor\n';
  const results = inKorean(() => fixes(text, 'missing-key')).map(({ result }) => result);
  expect(results).toEqual(fixes(text, 'missing-key').map(({ result }) => result));
});

test('keeps the quotes of what it changes', () => {
  expect(
    resultOf('{ "engine": "wsm" }', 'unknown-value', /^Change/) ??
      resultOf('{ "engine": "wsm" }', 'wrong-type', /^Change/),
  ).toBe('{ "engine": "wasm" }');
});

test.each([
  [
    'sections',
    'dataset: xor\n',
    /dataset: xor\nmodel: \{ layers: \[\{ dense: 10 \}\] \}\ninitializers: \[heNormal\]/,
  ],
  [
    'a section with nothing in it',
    'dataset: xor\nmodel:\ninitializers: [zeros]\n',
    /model: \{ layers: \[\{ dense: 10 \}\] \}\n/,
  ],
  [
    'a parameter',
    'model:\n  layers:\n    - conv2d: { kernelSize: 3 }\n',
    /conv2d: \{ kernelSize: 3, filters: 10 \}/,
  ],
  ['a parameter of a bare name', 'model:\n  layers:\n    - dense\n', /- dense: 10\n/],
  ['a parameter of an empty entry', 'model:\n  layers:\n    - dense:\n', /- dense: 10\n/],
  [
    'a key among others, on a line of its own',
    'dataset:\n  normalization: unit # as it is\n',
    /unit # as it is\n {2}source: mnist-embedded/,
  ],
  [
    'JSON',
    '{ "dataset": "xor", "model": { "layers": ["flatten"] } }',
    /, "initializers": \["heNormal"\] \}$/,
  ],
])('fills in %s', (_, text, expected) => {
  const results = fixes(text, 'missing-key').map(({ result }) => result);
  expect(results).toContainEqual(expect.stringMatching(expected));
});

test('uses the initializer that fits the activation', () => {
  expect(resultOf(net('  - zeros\n'), 'broken-symmetry', /^Use/)).toBe(net('  - heNormal\n'));
  expect(resultOf(net('  - zeros\n', 'selu'), 'broken-symmetry', /^Use/)).toBe(
    net('  - lecunNormal\n', 'selu'),
  );
  expect(resultOf(net('  - constant: { value: 1 }\n    label: one\n'), 'broken-symmetry', /^Use/)).toBe(
    net('  - heNormal: {}\n    label: one\n'),
  );
  expect(resultOf(net('  - zeros\n', 'gelu'), 'broken-symmetry', /^Use/)).toBe(
    net('  - varianceScaling: { scale: 2.35 }\n', 'gelu'),
  );
  expect(diagnose(resultOf(net('  - zeros\n', 'gelu'), 'broken-symmetry', /^Use/) ?? '')).toEqual([]);
});

test.each([
  ['randomNormal: { stddev: 0.01 }', 'randomNormal: { stddev: 0.08839 }'],
  ['truncatedNormal: { stddev: 0.01 }', 'truncatedNormal: { stddev: 0.1005 }'],
  ['randomUniform: { minval: -0.01, maxval: 0.01 }', 'randomUniform: { minval: -0.1531, maxval: 0.1531 }'],
])('sets the spread of %s for criticality at this fan-in', (wrong, right) => {
  expect(resultOf(net(`  - ${wrong}\n`), 'vanishing-activations', /^Set/)).toBe(net(`  - ${right}\n`));
  expect(diagnose(net(`  - ${right}\n`)).filter(({ code }) => /ing-/.test(String(code)))).toEqual([]);
});

test('inserts batchNorm behind every hidden layer', () => {
  const fixed = resultOf(net('  - randomNormal: { stddev: 0.01 }\n'), 'vanishing-activations', /batchNorm/);
  expect(fixed).toContain('    - dense: 256\n    - batchNorm\n    - dense: 256 # wide\n    - batchNorm\n');
  expect(diagnose(fixed ?? '').filter(({ code }) => code === 'vanishing-activations')).toEqual([]);
});

test.each([
  [
    'dataset: { source: mnist, normalization: none }',
    'dataset: { source: mnist, normalization: standardize }',
  ],
  [
    'dataset:\n  source: mnist\n  normalization: none',
    'dataset:\n  source: mnist\n  normalization: standardize',
  ],
])('standardizes the inputs of %s', (wrong, right) => {
  const text = net('  - heNormal\n').replace('dataset: mnist-embedded', wrong);
  expect(resultOf(text, 'unnormalized-input', /^Standardize/)).toBe(text.replace(wrong, right));
});

test('standardizes a dataset that is but a name', () => {
  expect(resultOf(net('  - randomNormal: { stddev: 1 }\n'), 'initial-loss', /^Standardize/)).toContain(
    'dataset: { source: mnist-embedded, normalization: standardize }\n',
  );
});

test('silences a finding by a comment', () => {
  const silenced = resultOf(net('  - zeros\n'), 'broken-symmetry', /^Silence/);
  expect(silenced).toContain('  # initscope-ignore broken-symmetry\n  - zeros\n');
  expect(diagnose(silenced ?? '')).toEqual([]);
});
