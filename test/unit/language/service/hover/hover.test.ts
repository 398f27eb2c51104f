import { expect, test } from 'vitest';
import { hoverAt } from '../../../../../src/language/service/hover/hover';
import { sparkline } from '../../../../../src/language/service/hover/picture';
import { advance } from '../../../../../src/language/service/state';
import { inKorean } from '../../../korean';
import { caret } from '../caret';
import { read, stateOf } from '../fixtures';

const NET = `dataset: mnist-embedded
model:
  activation: relu
  layers: [flatten, { dense: 256 }, { dense: 256 }, { dense: { units: 10, name: head } }]
initializers:
  - heNormal
  - randomUniform: { minval: -0.01, maxval: 0.01 }
    label: small
  - zeros
training:
  optimizer: adam
`;

/** What is shown with the cursor before a text. */
function shown(before: string, text = NET): string | undefined {
  const { offset } = caret(text.replace(before, `|${before}`));
  const contents = hoverAt(stateOf(text), offset)?.contents;
  return contents === undefined ? undefined : (contents as { value: string }).value;
}

test('an initializer shows formula, source, and what it means for each layer', () => {
  const text = shown('heNormal') ?? '';
  expect(text).toMatch(/\*\*He normal/i);
  expect(text).toContain('Source: ');
  expect(text).toContain('| `dense_1` | σ 0.0505 | 784 → 256 |');
  expect(text).toContain('| `dense_2` | σ 0.0884 | 256 → 256 |');
  expect(text).toContain('×1 per layer, keeps its signal');
  expect(text).toMatch(/!\[[▁▂▃▄▅▆▇█×]{3}\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+\)/);
});

test('the picture is an SVG with a bar per layer with weights', () => {
  const [, data = ''] = /base64,([^)]+)\)/.exec(shown('heNormal') ?? '') ?? [];
  const svg = Buffer.from(data, 'base64').toString();
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
  expect(svg.match(/<rect /g)).toHaveLength(3);
});

test('bars stand on a logarithmic scale; what has no logarithm is marked', () => {
  expect(sparkline([0.01, 1, 100])).toBe('▁▅█');
  expect(sparkline([0, 1, Infinity])).toBe('×▅×');
});

test('a uniform shows its limit, a constant its value', () => {
  expect(shown('randomUniform')).toContain('±0.01, σ 0.00577');
  expect(shown('zeros')).toContain('| `dense_1` | = 0 |');
});

test('a layer shows shapes, parameters, fans and what is predicted under each initializer', () => {
  const text = shown('dense: 256 }, { dense: {') ?? '';
  expect(text).toContain('`dense_2`: 256 → 256 · 65,792 parameters · fan-in 256, fan-out 256');
  expect(text).toMatch(/\| heNormal \| 0\.22\d \| 0\.11\d \|/);
  expect(text).toMatch(/\| zeros \| 0 \| 0 \|/);
});

test('a dataset shows size, shape, classes and statistics', () => {
  const text = shown('mnist-embedded') ?? '';
  expect(text).toContain('28×28×1');
  expect(text).toContain('10 classes: ');
  expect(text).toMatch(/mean 0\.13\d*, standard deviation 0\.3\d*/);
});

test.each([
  ['a key', 'activation: relu', /Activation of all layers/],
  ['a section', 'training', /How each trial is trained/],
  ['a value of a registry', 'relu', /\*\*.*\*\*/],
  ['an optimizer', 'adam', /\*\*Adam/],
  ['a parameter', 'minval', /Lower bound/],
  ['a label’s key', 'label', /Name of this line/],
])('%s shows its documentation', (_, before, expected) => {
  expect(shown(before)).toMatch(expected);
});

test('while the model is half typed, hovers show what was last known', () => {
  const good = stateOf(NET);
  const broken = NET.replace('units: 10', 'units: ');
  const state = advance(read(broken), good);
  const hover = hoverAt(state, broken.indexOf('heNormal'));
  expect((hover?.contents as { value: string }).value).toContain('| `dense_2` | σ 0.0884');
});

test('there is nothing to say of a comment, a gap or nonsense', () => {
  expect(shown('# note', `# note\n${NET}`)).toBeUndefined();
  expect(hoverAt(stateOf('what: ['), 3)).toBeUndefined();
  expect(hoverAt(stateOf(''), 0)).toBeUndefined();
});

test('what is said of this model is in the language of the editor', () => {
  const [dataset, layer, initializer] = inKorean(() =>
    ['mnist-embedded', 'dense: 256', 'heNormal'].map((word) => shown(word) ?? ''),
  );
  expect(dataset).toMatch(/학습 표본 [\d,]+개 · .*모양 28×28/);
  expect(layer).toContain('팬인 784, 팬아웃 256');
  expect(layer).toContain('| 예측 | E[h²] 활성화 전 |');
  expect(initializer).toContain('**이 모델:** 층마다 ×1, 신호 유지.');
  expect(initializer).toContain('| 층 | 가중치 | 팬인 → 팬아웃 | 분산 |');
});

test('what the config may hold is told in the language of the editor', () => {
  const [entry, key, value, swept] = inKorean(() => [
    shown('heNormal'),
    shown('optimizer'),
    shown('standardize', 'dataset: { source: xor, normalization: standardize }'),
    shown('depth', 'sweep:\n  depth: [1, 2]\n'),
  ]);
  expect(entry).toMatch(/^\*\*He 정규분포\.\*\* ReLU 층을 지나도 활성값의 2차 모멘트를 유지합니다/);
  expect(key).toMatch(/^\*\*optimizer\*\*\n\n기울기가 가중치를 바꾸는 방법/);
  expect(value).toBe('학습 표본에 대해 평균 0, 표준편차 1.');
  expect(swept).toMatch(/^가중치가 있는 은닉층의 수/);
});
