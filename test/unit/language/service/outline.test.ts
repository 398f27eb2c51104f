import { expect, test } from 'vitest';
import { foldingOf } from '../../../../src/language/service/folding';
import { inlayHintsOf } from '../../../../src/language/service/inlayHints';
import { rename, renameRange } from '../../../../src/language/service/rename';
import { symbolsOf } from '../../../../src/language/service/symbols';
import { applied, caret } from './caret';
import { read, registeredOnly, stateOf } from './fixtures';

const NET = `# a note
# of two lines
dataset: mnist-embedded
model:
  layers:
    - flatten
    - dense: { units: 32, name: first }
    - dense:
        units: 10
initializers:
  - heNormal
  - randomUniform
  - constant
  - layers: { first: zeros, "*": heNormal }
    label: mixed
`;

const ALL = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

test('layers show output shape and parameters, initializers the spread of their weights', () => {
  const lines = NET.split('\n');
  const hints = inlayHintsOf(stateOf(NET), ALL).map(
    ({ position: { line, character }, label }) =>
      `${(lines[line] ?? '').slice(0, character)} ⟨${label as string}⟩`,
  );
  expect(hints).toEqual([
    '    - flatten ⟨→ 784⟩',
    '    - dense: { units: 32, name: first } ⟨→ 32 · 25,120 parameters⟩',
    '    - dense: ⟨→ 10 · 330 parameters⟩',
    '  - heNormal ⟨σ 0.0505 … 0.25⟩',
    '  - randomUniform ⟨±0.05, σ 0.0289⟩',
    '  - constant ⟨= 0.01⟩',
    '  - layers: { first: zeros, "*": heNormal } ⟨σ 0 … 0.25⟩',
  ]);
});

test('hints are made for the lines in view alone', () => {
  const within = { start: { line: 10, character: 0 }, end: { line: 10, character: 5 } };
  expect(inlayHintsOf(stateOf(NET), within).map(({ position }) => position.line)).toEqual([10]);
});

test('symbols are the sections, layers and initializers', () => {
  expect(
    symbolsOf(read(NET)).map(({ name, children = [] }) => [name, ...children.map((child) => child.name)]),
  ).toEqual([
    ['dataset'],
    ['model', 'flatten_1', 'first', 'dense_2'],
    ['initializers', 'heNormal', 'randomUniform', 'constant', 'mixed'],
  ]);
});

test('sections, items of several lines and comments fold', () => {
  expect(foldingOf(read(NET)).map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
    [0, 1],
    [3, 8],
    [4, 8],
    [7, 8],
    [9, 14],
    [13, 14],
  ]);
});

/** The text after a rename, or why there is none. */
const renamed = (marked: string, name: string): string | undefined => {
  const { text, offset } = caret(marked);
  const result = rename(read(text), offset, name, registeredOnly.describe);
  if (result === undefined) return undefined;
  return 'refusal' in result ? result.refusal : applied(text, result.edits);
};

test('a label is renamed, quoted where it has to be', () => {
  expect(renamed(NET.replace('mixed', 'mi|xed'), 'both')).toBe(NET.replace('mixed', 'both'));
  expect(renamed(NET.replace('mixed', 'mi|xed'), 'a: b')).toBe(NET.replace('mixed', '"a: b"'));
});

test('a layer is renamed together with the patterns that mean it, from either', () => {
  const expected = NET.replaceAll('first', 'stem');
  expect(renamed(NET.replace('name: first', 'name: fir|st'), 'stem')).toBe(expected);
  expect(renamed(NET.replace('{ first', '{ fir|st'), 'stem')).toBe(expected);
});

test('a layer is renamed wherever it is meant by name', () => {
  const named = `${NET}training:\n  freeze: [first]\n  optimizerGroups: { first: adam }\n`;
  const expected = named.replaceAll('first', 'stem');
  expect(renamed(named.replace('name: first', 'name: fir|st'), 'stem')).toBe(expected);
  expect(renamed(named.replace('freeze: [first', 'freeze: [fir|st'), 'stem')).toBe(expected);
});

test('a layer that is reused is called so in the other network as well, and keeps its name', () => {
  const reused = `${NET}transfer: { from: other, reuse: [first] }\n`;
  expect(renamed(reused.replace('name: first', 'name: fir|st'), 'stem')).toMatch(/first/);
  const mapped = `${NET}transfer: { from: other, reuse: { first: dense } }\n`;
  expect(renamed(mapped.replace('name: first', 'name: fir|st'), 'stem')).toBe(
    mapped.replaceAll('first', 'stem'),
  );
});

test.each([
  [
    'a label that is taken',
    NET.replace('mixed', 'mi|xed'),
    'heNormal',
    /two initializers are called "heNormal"/,
  ],
  ['an empty label', NET.replace('mixed', 'mi|xed'), '', /label/],
  ['a layer’s name that is taken', NET.replace('name: first', 'name: fir|st'), 'dense_2', /dense_2/],
  [
    'a layer’s name with what names cannot have',
    NET.replace('name: first', 'name: fir|st'),
    'a/b',
    /"?a\/b"?|name/,
  ],
])('%s is refused in words', (_, marked, name, refusal) => {
  const result = renamed(marked, name);
  expect(result).toMatch(refusal);
  expect(result).not.toContain('dataset: mnist-embedded');
});

test('a mistake elsewhere does not keep from renaming', () => {
  const broken = NET.replace('heNormal', 'heNorml');
  expect(renamed(broken.replace('mixed', 'mi|xed'), 'both')).toBe(broken.replace('mixed', 'both'));
});

test('a name that is a pattern elsewhere, or an alias, is renamed where it stands', () => {
  const starred = NET.replace('{ first: zeros', '{ "fir*": zeros');
  expect(renamed(starred.replace('name: first', 'name: fir|st'), 'firm')).toBe(
    starred.replace('name: first', 'name: firm'),
  );
});

test('nothing else can be renamed', () => {
  expect(renameRange(read(NET), NET.indexOf('flatten'))).toBeUndefined();
  expect(renameRange(read('initializers: ['), 3)).toBeUndefined();
});
