import { expect, test } from 'vitest';
import { codeLensesOf } from '../../../../src/language/service/codeLenses';
import { hoverAt } from '../../../../src/language/service/hover/hover';
import { inlayHintsOf } from '../../../../src/language/service/inlayHints';
import { diagnose, stateOf } from './fixtures';

const net = (initializer: string, more: string, layers = 6): string => `\
dataset: mnist-embedded
model:
  layers:
    - flatten
${Array.from({ length: layers }, (_, i) => `    - dense: { units: 128, name: hidden${i + 1} }\n`).join('')}\
    - dense: { units: 10, name: head }
initializers:
  - ${initializer}
${more}`;

const reuse = (layers: string): string => `transfer: { from: digits, reuse: ${layers} }\n`;
const codes = (text: string): string[] => diagnose(text).map(({ code }) => String(code));
const told = (text: string): string[] =>
  codeLensesOf(stateOf(text), undefined).flatMap(({ command }) =>
    command?.command === '' ? [command.title] : [],
  );
const hover = (text: string, word: string): string =>
  (hoverAt(stateOf(text), text.indexOf(word))?.contents as { value: string }).value;

test.each([
  ['signals', 'randomNormal: { stddev: 0.001 }', /^(vanishing|float32)/],
  ['symmetry', 'zeros', /^broken-symmetry/],
  [
    'saturation, death and the first loss',
    'randomNormal: { stddev: 3 }',
    /^(saturated|initial-loss|exploding|float32)/,
  ],
])('nothing is claimed of %s where weights are taken over', (_, initializer, code) => {
  expect(codes(net(initializer, ''))).toContainEqual(expect.stringMatching(code));
  expect(codes(net(initializer, reuse('"hidden*"')))).not.toContainEqual(expect.stringMatching(code));
});

test('what is drawn above and below is judged as ever', () => {
  const small = net('randomNormal: { stddev: 0.01 }', reuse('[hidden1, hidden2]'));
  const [found] = diagnose(small).filter(({ code }) => code === 'vanishing-activations');
  expect(found?.message).toMatch(/from hidden3 to hidden6/);
  expect(codes(net('zeros', reuse('[hidden1]')))).toContain('broken-symmetry');
});

test('gradients of frozen layers, and their updates, do not matter', () => {
  const bad = 'randomNormal: { stddev: 0.3 }';
  expect(codes(net(bad, ''))).toContain('exploding-gradients');
  const frozen = net(bad, 'training: { trainable: [hidden6, head] }\n');
  expect(codes(frozen)).not.toContain('exploding-gradients');
  expect(codes(frozen)).toContain('exploding-activations');
});

test('inputs are not called unsuitable for weights that were trained on them', () => {
  const raw = net('heNormal', '').replace('mnist-embedded', '{ source: mnist, normalization: none }');
  expect(codes(raw)).toContain('unnormalized-input');
  expect(codes(raw + reuse('[hidden1]'))).not.toContain('unnormalized-input');
  expect(codes(raw + reuse('[hidden2]'))).toContain('unnormalized-input');
});

test('lens and hover of an initializer say what is drawn and what is not', () => {
  const text = net('heNormal', reuse('"hidden*"'));
  expect(told(text)).toContain('predicted: only 1 of 7 layers is drawn');
  expect(hover(text, 'heNormal')).toContain('Not drawn but taken over: `hidden1`, `hidden2`');
  expect(hover(text, 'heNormal')).not.toMatch(/\| `hidden1` \||First loss/);
});

test('where everything is taken over there is nothing to predict', () => {
  const text = net('zeros', 'transfer: digits\n');
  expect(codes(text)).toEqual([]);
  expect(told(text)).toContain('nothing is drawn: all layers begin with weights of digits');
  expect(hover(text, 'zeros')).toContain('nothing is drawn: all layers begin with weights of digits');
});

test('a layer says whose weights it takes over, and whether it is frozen', () => {
  const text = net('heNormal', `${reuse('{ hidden1: dense_1 }')}training: { freeze: hidden1 }\n`);
  const said = hover(text, 'dense: { units: 128, name: hidden1');
  expect(said).toContain('It begins with the weights of `dense_1` in `digits`');
  expect(said).toContain('It is frozen');
  expect(said).not.toContain('predicted');
  expect(hover(text, 'dense: { units: 128, name: hidden2')).toContain('predicted');
  const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  expect(inlayHintsOf(stateOf(text), all).map(({ label }) => label)).toContain(
    '→ 128 · 100,480 parameters · taken over',
  );
});
