import { describe, expect, it } from 'vitest';
import {
  boolean,
  choice,
  enumeration,
  forms,
  integer,
  list,
  map,
  number,
  object,
  optional,
  required,
  string,
} from '../../../src/schema/schema';
import { checkText, marked } from './checked';

const doc = 'Test.';
const count = integer({ doc, min: 1 });

const training = object(
  {
    epochs: optional(integer({ doc, min: 1, default: 5 })),
    batchSize: optional(integer({ doc, min: 1, default: 32 })),
    rate: optional(number({ doc, above: 0, below: 1, default: 0.5 })),
    shuffle: optional(boolean({ doc, default: true })),
    name: optional(string({ doc, minLength: 2 })),
    scale: optional(enumeration({ unit: doc, standardize: doc }, { doc, default: 'unit' })),
    seeds: optional(list(integer({ doc }), { doc, minItems: 1, maxItems: 3, default: [1] })),
    nested: optional(object({ depth: optional(integer({ doc, default: 2 })) }, { doc, default: {} })),
  },
  { doc },
);

const initializer = choice(
  {
    zeros: { doc, parameters: {} },
    normal: { doc, parameters: { stddev: optional(number({ doc, min: 0, default: 0.05 })) } },
    constant: { doc, parameters: { value: required(number({ doc })) }, primary: 'value' },
    layers: { doc, parameters: {}, content: map(string({ doc }), { doc, keyDoc: doc }) },
  },
  { label: optional(string({ doc })) },
  { doc, noun: 'initializer', default: 'zeros' },
);

describe('check fills in defaults', () => {
  it('of an empty mapping', () => {
    expect(checkText(training, '{}').value).toEqual({
      epochs: 5,
      batchSize: 32,
      rate: 0.5,
      shuffle: true,
      scale: 'unit',
      seeds: [1],
      nested: { depth: 2 },
    });
  });

  it('of a choice in each of its forms', () => {
    const value = (text: string): unknown => checkText(initializer, text).value;
    expect(value('normal')).toEqual({ type: 'normal', parameters: { stddev: 0.05 } });
    expect(value('normal:')).toEqual({ type: 'normal', parameters: { stddev: 0.05 } });
    expect(value('{normal: {stddev: 1}, label: a}')).toEqual({
      type: 'normal',
      parameters: { stddev: 1 },
      label: 'a',
    });
    expect(value('constant: 3')).toEqual({ type: 'constant', parameters: { value: 3 } });
    expect(value('constant: {value: 3}')).toEqual({ type: 'constant', parameters: { value: 3 } });
    expect(value('layers: {a: b}')).toEqual({ type: 'layers', parameters: { a: 'b' } });
  });

  it('of an absent choice', () => {
    const schema = object({ initializer: optional(initializer) }, { doc });
    expect(checkText(schema, '{}').value).toEqual({ initializer: { type: 'zeros', parameters: {} } });
  });
});

describe('check reads', () => {
  it('a bare text as the primary parameter of the entry that takes such texts', () => {
    const source = choice(
      {
        mnist: { doc, parameters: {} },
        local: { doc, parameters: { path: required(string({ doc })) }, primary: 'path' },
      },
      {},
      { doc, noun: 'dataset', bare: { entry: 'local', pattern: '/', noun: 'a path' } },
    );
    expect(checkText(source, './x.csv').value).toEqual({ type: 'local', parameters: { path: './x.csv' } });
    expect(checkText(source, 'mnits').lines).toEqual([
      '1:1 unknown-value: unknown dataset "mnits"; did you mean "mnist"? → mnist',
    ]);
  });

  it('a mapping as the primary parameter where that takes one and no key is a parameter', () => {
    const layer = choice(
      { activation: { doc, parameters: { activation: required(initializer) }, primary: 'activation' } },
      {},
      { doc, noun: 'layer' },
    );
    const expected = {
      type: 'activation',
      parameters: { activation: { type: 'normal', parameters: { stddev: 1 } } },
    };
    expect(checkText(layer, 'activation: {normal: {stddev: 1}}').value).toEqual(expected);
    expect(checkText(layer, 'activation: {activation: {normal: {stddev: 1}}}').value).toEqual(expected);
  });

  it('one of several forms by the kind of node', () => {
    const schema = forms([count, list(count, { doc })], { doc });
    expect(checkText(schema, '3').value).toBe(3);
    expect(checkText(schema, '[3, 4]').value).toEqual([3, 4]);
    expect(checkText(schema, '{a: 1}').lines).toEqual([
      '1:1 wrong-type: expected a whole number ≥ 1 or a list (test), found a mapping',
    ]);
  });

  it('keys that every object has as any other', () => {
    const names = map(count, { doc, keyDoc: doc });
    const { value } = checkText(names, '{__proto__: 1, constructor: 2}');
    expect(Object.entries(value ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    expect(checkText(initializer, 'toString').lines[0]).toMatch('unknown-value');
    expect(checkText(training, 'constructor: 1').lines[0]).toMatch('unknown-key');
  });
});

describe('check locates', () => {
  it.each([
    ['epoch: 3', ['1:1 unknown-key: unknown key "epoch" in test; did you mean "epochs"? → epochs']],
    ['batchSize: many', ['1:12 wrong-type: expected a whole number ≥ 1 (batchSize), found "many"']],
    ['batchSize: "64"', ['1:12 wrong-type: expected a whole number ≥ 1 (batchSize), found "64" → 64']],
    ['batchSize: 2.5', ['1:12 wrong-type: expected a whole number ≥ 1 (batchSize), found 2.5']],
    ['batchSize: 0', ['1:12 out-of-range: expected a whole number ≥ 1 (batchSize), found 0']],
    ['batchSize:', ['1:10 wrong-type: expected a whole number ≥ 1 (batchSize), found nothing']],
    ['batchSize: [1]', ['1:12 wrong-type: expected a whole number ≥ 1 (batchSize), found a list']],
    ['rate: 1', ['1:7 out-of-range: expected a number > 0 and < 1 (rate), found 1']],
    ['rate: .nan', ['1:7 out-of-range: expected a number > 0 and < 1 (rate), found .nan']],
    ['shuffle: yes', ['1:10 wrong-type: expected true or false (shuffle), found "yes"']],
    ['name: 12', ['1:7 wrong-type: expected text of at least 2 characters (name), found 12 → "12"']],
    ['name: x', ['1:7 text-length: expected text of at least 2 characters (name), found "x"']],
    [
      'scale: standardise',
      [
        '1:8 unknown-value: expected one of unit, standardize (scale), found "standardise"; did you mean "standardize"? → standardize',
      ],
    ],
    ['seeds: []', ['1:8 list-length: expected a list of 1 to 3 items (seeds), found 0']],
    ['seeds: [1, x]', ['1:12 wrong-type: expected a whole number (seeds[1]), found "x"']],
    ['seeds: 1', ['1:8 wrong-type: expected a list of 1 to 3 items (seeds), found 1']],
    ['nested: 1', ['1:9 wrong-type: expected a mapping (nested), found 1']],
    ['[1]', ['1:1 wrong-type: expected a mapping (test), found a list']],
    [
      'epochs: 0\nbatchSize: x\nrte: 1',
      [
        '3:1 unknown-key: unknown key "rte" in test; did you mean "rate"? → rate',
        '1:9 out-of-range: expected a whole number ≥ 1 (epochs), found 0',
        '2:12 wrong-type: expected a whole number ≥ 1 (batchSize), found "x"',
      ],
    ],
  ])('in a mapping: %s', (text, expected) => {
    expect(checkText(training, text).lines).toEqual(expected);
  });

  it.each([
    ['zeroes', ['1:1 unknown-value: unknown initializer "zeroes"; did you mean "zeros"? → zeros']],
    ['zeroes: {}', ['1:1 unknown-value: unknown initializer "zeroes"; did you mean "zeros"? → zeros']],
    [
      'banana',
      ['1:1 unknown-value: unknown initializer "banana"; expected one of zeros, normal, constant, layers'],
    ],
    ['constant', ['1:1 missing-key: constant needs "value": a number']],
    ['constant: {}', ['1:1 missing-key: constant needs "value": a number']],
    ['constant: x', ['1:11 wrong-type: expected a number (value), found "x"']],
    ['normal: 3', ['1:9 wrong-type: expected a mapping of stddev (normal), found 3']],
    ['zeros: 3', ['1:8 wrong-type: expected nothing, for it has no parameters (zeros), found 3']],
    [
      'normal:\nstddev: 1',
      ['2:1 misplaced-key: "stddev" is a parameter of normal; indent it below "normal:"'],
    ],
    [
      '{normal: {}, lable: x}',
      ['1:14 unknown-key: unknown key "lable" beside normal; did you mean "label"? → label'],
    ],
    ['{zeros: , normal: }', ['1:11 several-choices: expected one initializer, found zeros and normal']],
    ['label: x', ['1:1 missing-key: expected an initializer beside "label"']],
    ['layers', ['1:1 missing-key: layers needs a mapping']],
    [
      '3',
      [
        '1:1 wrong-type: expected an initializer, by name or as a mapping from its name to its parameters (test), found 3',
      ],
    ],
  ])('in a choice: %s', (text, expected) => {
    expect(checkText(initializer, text).lines).toEqual(expected);
  });

  it('marks the text in question', () => {
    const text = 'rate: 3\nepoch: 1\n';
    expect(checkText(training, text).problems.map((problem) => marked(text, problem))).toEqual([
      'epoch',
      '3',
    ]);
  });

  it('suggests no change where an alias stands', () => {
    const schema = object({ a: optional(training), b: optional(training) }, { doc });
    const { problems } = checkText(schema, 'a: &x {epoch: 1}\nb: *x\n');
    expect(problems.map(({ suggestion, range }) => [range.start.line, suggestion])).toEqual([
      [1, 'epochs'],
      [2, undefined],
    ]);
  });
});
