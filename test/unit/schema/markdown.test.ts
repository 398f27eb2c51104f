import { describe, expect, it } from 'vitest';
import { registryMarkdown, toMarkdown } from '../../../src/schema/markdown';
import { choice, enumeration, integer, list, object, optional, required } from '../../../src/schema/schema';

const doc = 'A | B.';
const fruit = choice({ apple: { doc, parameters: {} } }, {}, { doc, noun: 'fruit', default: 'apple' });

describe('toMarkdown', () => {
  it('lists keys with value, default and documentation, and nested mappings below', () => {
    const fields = {
      fruit: optional(fruit),
      counts: required(list(integer({ doc, min: 1 }), { doc })),
      unit: optional(enumeration({ m: 'Metres.' }, { doc, default: 'm' })),
      inner: optional(
        object({ depth: optional(integer({ doc, default: 2 })) }, { doc: 'Inner.', default: {} }),
      ),
    };
    expect(toMarkdown(fields, { fruit: 'fruit.md' }).split('\n')).toEqual([
      '| key | value | default | |',
      '| --- | --- | --- | --- |',
      '| `fruit` | [fruit](fruit.md) | `apple` | A \\| B. |',
      '| `counts` | list of: whole number ≥ 1 | **required** | A \\| B. |',
      '| `unit` | one of | `m` | A \\| B.<br>`m`: Metres. |',
      '| `inner` | mapping |  | Inner. |',
      '',
      '## `inner`',
      '',
      'Inner.',
      '',
      '| key | value | default | |',
      '| --- | --- | --- | --- |',
      '| `depth` | whole number | `2` | A \\| B. |',
    ]);
  });
});

describe('registryMarkdown', () => {
  it('shows title, formula, parameters, shorthand and source of an entry', () => {
    const text = registryMarkdown(
      {
        pear: {
          doc: 'Green.',
          title: 'Pear',
          formula: { text: 'x²', tex: 'x^2' },
          source: 'A paper',
          parameters: { size: required(integer({ doc: 'How large.' })) },
          primary: 'size',
        },
      },
      {},
    );
    expect(text.split('\n\n')).toEqual([
      '## `pear`',
      '**Pear.** Green.',
      '$$x^2$$',
      '| key | value | default | |\n| --- | --- | --- | --- |\n| `size` | whole number | **required** | How large. |',
      '`pear: x` is short for `pear: { size: x }`.',
      'Source: A paper.',
    ]);
  });
});
