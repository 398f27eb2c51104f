import type { ChoiceSchema, ListSchema, NumberSchema, Schema } from './schema';
import { oneOf } from './suggest';
import type { SyntaxNode } from './syntax';

/** What a schema accepts, as the end of a sentence that starts with "expected". */
export function expectation(schema: Schema): string {
  switch (schema.kind) {
    case 'boolean':
      return 'true or false';
    case 'number':
      return `${schema.integer ? 'a whole number' : 'a number'}${bounds(schema)}${schema.orFalse ? ' or false' : ''}`;
    case 'string':
      if (schema.pattern !== undefined) return schema.pattern.expected;
      return (schema.minLength ?? 0) > 1 ? `text of at least ${schema.minLength ?? 0} characters` : 'text';
    case 'enum':
      return oneOf(Object.keys(schema.values));
    case 'list':
      return `a list${counts(schema)}`;
    case 'object':
    case 'map':
      return 'a mapping';
    case 'choice':
      return chosen(schema);
    case 'forms':
      return schema.forms.map(expectation).join(' or ');
  }
}

/** ` ≥ 1 and < 10`, or nothing. */
export function bounds({ min, above, max, below }: NumberSchema): string {
  const parts = [
    min === undefined ? (above === undefined ? [] : [`> ${above}`]) : [`≥ ${min}`],
    max === undefined ? (below === undefined ? [] : [`< ${below}`]) : [`≤ ${max}`],
  ].flat();
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}

const counts = ({ minItems, maxItems }: ListSchema): string =>
  maxItems === undefined
    ? minItems === undefined
      ? ''
      : ` of at least ${minItems} item${minItems === 1 ? '' : 's'}`
    : ` of ${minItems ?? 0} to ${maxItems} items`;

const chosen = ({ noun, bare }: ChoiceSchema): string =>
  `${article(noun)}, by name or as a mapping from its name to its parameters${bare ? `, or ${bare.noun}` : ''}`;

export const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const LONGEST_FOUND = 40;

/** What was written, as the end of a sentence that goes on with "found". */
export function found(node: SyntaxNode): string {
  switch (node.kind) {
    case 'mapping':
      return 'a mapping';
    case 'sequence':
      return 'a list';
    case 'scalar': {
      if (node.value === null) return 'nothing';
      const text =
        typeof node.value === 'string' ? JSON.stringify(node.value) : node.text || String(node.value);
      return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
    }
  }
}
