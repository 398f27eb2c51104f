import { describe, expect, it } from 'vitest';
import { toJsonSchema } from '../../../src/schema/jsonSchema';
import {
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

const doc = 'Has `code`.';
const described = { description: 'Has code.', markdownDescription: doc };

describe('toJsonSchema', () => {
  it('turns bounds, defaults and required keys into theirs', () => {
    const schema = object(
      {
        count: required(integer({ doc, min: 1, max: 9 })),
        rate: optional(number({ doc, above: 0, below: 1, default: 0.5 })),
        interval: optional(integer({ doc, min: 0, orFalse: true })),
        unit: optional(enumeration({ a: 'A.', b: 'B.' }, { doc })),
        names: optional(
          list(string({ doc, pattern: { regex: '[a-z]+', expected: doc } }), { doc, minItems: 1 }),
        ),
        free: optional(map(string({ doc, minLength: 1 }), { doc, keyDoc: doc })),
      },
      { doc },
    );
    expect(toJsonSchema(schema, 'Test')).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Test',
      ...described,
      type: 'object',
      properties: {
        count: { ...described, type: 'integer', minimum: 1, maximum: 9 },
        rate: { ...described, default: 0.5, type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
        interval: { ...described, anyOf: [{ type: 'integer', minimum: 0 }, { const: false }] },
        unit: { ...described, type: 'string', enum: ['a', 'b'], markdownEnumDescriptions: ['A.', 'B.'] },
        names: {
          ...described,
          type: 'array',
          items: { ...described, type: 'string', pattern: '^(?:[a-z]+)$' },
          minItems: 1,
        },
        free: {
          ...described,
          type: 'object',
          additionalProperties: { ...described, type: 'string', minLength: 1 },
        },
      },
      additionalProperties: false,
      required: ['count'],
      definitions: {},
    });
  });

  it('defines a choice once, in each form that it can be written in', () => {
    const fruit = choice(
      {
        apple: { doc, parameters: {} },
        pear: { doc, parameters: { size: required(integer({ doc })) }, primary: 'size' },
      },
      {},
      { doc, noun: 'fruit' },
    );
    const { properties, definitions } = toJsonSchema(
      object({ a: optional(fruit), b: optional(fruit) }, { doc }),
      'Test',
    ) as { properties: object; definitions: object };
    const reference = { ...described, allOf: [{ $ref: '#/definitions/fruit' }] };
    expect(properties).toEqual({ a: reference, b: reference });
    expect(definitions).toMatchObject({
      fruit: {
        anyOf: [
          { type: 'string', enum: ['apple'] },
          {
            type: 'object',
            properties: {
              apple: { anyOf: [{ type: 'object' }, { type: 'null' }] },
              pear: { anyOf: [{ type: 'object', required: ['size'] }, { type: 'integer' }] },
            },
            additionalProperties: false,
            oneOf: [{ required: ['apple'] }, { required: ['pear'] }],
          },
        ],
      },
    });
  });

  it('gives a mapping to the first form that takes one', () => {
    const fruit = choice({ apple: { doc, parameters: {} } }, {}, { doc, noun: 'fruit' });
    const schema = forms([object({ source: required(fruit) }, { doc }), fruit], { doc });
    const { anyOf } = toJsonSchema(schema, 'Test') as { anyOf: { type: string }[] };
    expect(anyOf.map(({ type }) => type)).toEqual(['object', 'string']);
  });
});
