import { expect, test } from 'vitest';
import { rules } from '../../../../src/language/rules/registry';
import { englishIn, inKorean, openPlaces } from '../../korean';
import { diagnose } from '../service/fixtures';

interface Net {
  readonly activation?: string;
  readonly depth?: number;
  readonly width?: number;
  readonly dataset?: string;
  readonly more?: string;
  readonly others?: string;
}

/** A network of equal layers and one initializer. */
const net = (
  initializer: string,
  { activation = 'relu', depth = 6, width = 256, ...o }: Net = {},
): string => `\
dataset: ${o.dataset ?? 'mnist-embedded'}
model:
  activation: ${activation}
  layers:
    - flatten
${`    - dense: ${width}\n`.repeat(depth)}    - dense: 10
initializers:
  - ${initializer}
${o.others ?? ''}${o.more ?? ''}`;

const [ERROR, WARNING, INFORMATION, HINT] = [1, 2, 3, 4];

const CASES: readonly [code: keyof typeof rules, severity: number, message: RegExp, text: string][] = [
  ['broken-symmetry', ERROR, /gradient of all 7 weight tensors is exactly 0/, net('zeros')],
  ['broken-symmetry', ERROR, /all 256 units of dense_1/, net('constant')],
  [
    'vanishing-activations',
    ERROR,
    /×0.013 per layer: .* thousandth from dense_3 on/,
    net('randomNormal: { stddev: 0.01 }'),
  ],
  ['vanishing-activations', WARNING, /×0.5 per layer: ×0.031 from dense_1 to dense_6/, net('glorotUniform')],
  [
    'exploding-activations',
    ERROR,
    /×128 per layer.* thousandfold from dense_3 on/,
    net('randomNormal: { stddev: 1 }'),
  ],
  [
    'vanishing-gradients',
    ERROR,
    /×0.013 per layer.* from dense_6 to dense_1/,
    net('randomNormal: { stddev: 0.01 }'),
  ],
  ['exploding-gradients', ERROR, /×128 per layer/, net('randomNormal: { stddev: 1 }')],
  [
    'float32-range',
    ERROR,
    /activations overflow float32 at dense_\d+, layer \d+ of \d+/,
    net('randomNormal: { stddev: 100 }', { depth: 30 }),
  ],
  [
    'too-deep',
    WARNING,
    /60 hidden layers, but signals reach only about/,
    net('randomNormal: { stddev: 0.15 }', { activation: 'tanh', depth: 60 }),
  ],
  [
    'dead-units',
    WARNING,
    /3\d % of the 256 units of dense_30 are expected to be dead/,
    net('heNormal', { depth: 30 }),
  ],
  [
    'saturated-units',
    WARNING,
    /of the values of dense_\d are expected to be saturated/,
    net('randomNormal: { stddev: 0.25 }', { activation: 'tanh' }),
  ],
  ['initial-loss', WARNING, /first loss is about .* ln 10 = 2.3/, net('randomNormal: { stddev: 1 }')],
  [
    'learning-rate',
    WARNING,
    /learning rate 0.05 of adam is large/,
    net('heNormal', { more: 'training: { optimizer: { adam: { learningRate: 0.05 } } }\n' }),
  ],
  [
    'learning-rate',
    HINT,
    /learning rate .* of sgd is small/,
    net('heNormal', { more: 'training: { optimizer: { sgd: { learningRate: 1.0e-12 } } }\n' }),
  ],
  [
    'gain-mismatch',
    HINT,
    /σ_w² is 1 at dense_2, where relu asks for 2 \(heNormal\)/,
    net('lecunNormal', { depth: 3 }),
  ],
  [
    'unnormalized-input',
    WARNING,
    /mean 33.3, standard deviation 78.6/,
    net('heNormal', { dataset: '{ source: mnist, normalization: none }' }),
  ],
];

test.each(CASES)('%s (%i)', (code, severity, message, text) => {
  const found = diagnose(text).find((diagnostic) => diagnostic.code === code);
  expect(found?.message).toMatch(message);
  expect(found?.severity).toBe(severity);
  const { start, end } = found!.range;
  expect(end.line).toBe(start.line);
  const marked = text.split('\n')[start.line]?.slice(start.character, end.character);
  const [, initializer] = /^initializers:\n {2}- (\w+)/m.exec(text) ?? [];
  expect(marked).toBe(code === 'unnormalized-input' ? 'none' : initializer);
});

test.each(CASES)('%s is told in the language of the editor', (code, _, __, text) => {
  const found = inKorean(() => diagnose(text)).filter((diagnostic) => diagnostic.code === code);
  expect(found.length).toBeGreaterThan(0);
  for (const { message } of found) {
    expect(message).toMatch(/[가-힣]/);
    expect([...englishIn(message as string), ...openPlaces(message as string)]).toEqual([]);
  }
});

test('every rule has a case that fires', () => {
  expect(new Set(CASES.map(([code]) => code))).toEqual(new Set(Object.keys(rules)));
});

test.each([
  ['He and relu', net('heNormal')],
  ['Glorot and tanh', net('glorotUniform', { activation: 'tanh' })],
  ['LeCun and selu', net('lecunNormal', { activation: 'selu' })],
  ['orthogonal with gain √2 and relu', net('orthogonal: { gain: 1.41421356 }')],
])('%s have no findings', (_, text) => {
  expect(diagnose(text).map(({ code }) => code)).toEqual([]);
});

test('where initializers are compared, one that is meant to fail does not look broken', () => {
  const found = diagnose(net('zeros', { others: '  - heNormal\n  - randomNormal: { stddev: 1 }\n' }));
  expect(found.length).toBeGreaterThan(2);
  for (const { severity } of found) expect([INFORMATION, HINT]).toContain(severity);
  expect(found.map(({ range }) => range.start.line)).not.toContain(14);
});

test('a finding that is the same for all initializers is told once, on the dataset, as it is', () => {
  const text = net('heNormal', {
    others: '  - heUniform\n',
    dataset: '{ source: mnist, normalization: none }',
  });
  const found = diagnose(text).filter(({ code }) => code === 'unnormalized-input');
  expect(found).toMatchObject([{ severity: WARNING, range: { start: { line: 0 } } }]);
});

test.each([
  ['on the line', net('zeros # initscope-ignore broken-symmetry')],
  ['above the line', net('zeros').replace('  - zeros', '  # initscope-ignore broken-symmetry\n  - zeros')],
  [
    'among others',
    net('zeros').replace('  - zeros', '  # initscope-ignore too-deep, broken-symmetry\n  - zeros'),
  ],
])('a comment %s silences a finding', (_, text) => {
  expect(diagnose(text)).toEqual([]);
});

test('a comment silences its own line alone, and no other code', () => {
  const text = net('zeros # initscope-ignore too-deep', {
    others: '  - constant # initscope-ignore broken-symmetry\n',
  });
  expect(diagnose(text).map(({ range }) => range.start.line)).toEqual([13]);
});

test('settings silence findings, but never a mistake', () => {
  expect(diagnose(net('zeros'), new Set(['broken-symmetry']))).toEqual([]);
  expect(diagnose(net('zero'), new Set(['unknown-value']))).toHaveLength(1);
});
