import { t } from '../shared/l10n';
import type { ChoiceSchema, ListSchema, NumberSchema, Schema } from './schema';
import { oneOf } from './suggest';
import type { SyntaxNode } from './syntax';

/** What a schema accepts, as the end of a sentence that starts with "expected". */
export function expectation(schema: Schema): string {
  switch (schema.kind) {
    case 'boolean':
      return t('true or false');
    case 'number':
      return orFalse(schema, `${schema.integer ? t('a whole number') : t('a number')}${bounds(schema)}`);
    case 'string':
      if (schema.pattern !== undefined) return t(schema.pattern.expected);
      return (schema.minLength ?? 0) > 1
        ? t('text of at least {0} characters', schema.minLength ?? 0)
        : t('text');
    case 'enum':
      return oneOf(Object.keys(schema.values));
    case 'list':
      return listed(schema);
    case 'object':
    case 'map':
      return t('a mapping');
    case 'choice':
      return chosen(schema);
    case 'forms':
      return schema.forms.map(expectation).reduce((one, other) => t('{0} or {1}', one, other));
  }
}

/** ` ≥ 1 and < 10`, or nothing. */
export function bounds({ min, above, max, below }: NumberSchema): string {
  const parts = [
    min === undefined ? (above === undefined ? [] : [`> ${above}`]) : [`≥ ${min}`],
    max === undefined ? (below === undefined ? [] : [`< ${below}`]) : [`≤ ${max}`],
  ].flat();
  return parts.length === 0 ? '' : ` ${parts.reduce((one, other) => t('{0} and {1}', one, other))}`;
}

const orFalse = ({ orFalse: may }: NumberSchema, number: string): string =>
  may ? t('{0} or {1}', number, 'false') : number;

function listed({ minItems, maxItems }: ListSchema): string {
  if (maxItems !== undefined) return t('a list of {0} to {1} items', minItems ?? 0, maxItems);
  if (minItems === undefined) return t('a list');
  return minItems === 1 ? t('a list of at least 1 item') : t('a list of at least {0} items', minItems);
}

function chosen({ noun, bare }: ChoiceSchema): string {
  const named = t('{0}, by name or as a mapping from its name to its parameters', t(article(noun)));
  return bare ? t('{0}, or {1}', named, t(bare.noun)) : named;
}

/** In English; other languages translate the two as one. */
export const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** That a value is another than its schema accepts. @param hint what follows the sentence */
export const mismatch = (schema: Schema, subject: string, node: SyntaxNode, hint = ''): string =>
  unexpected(expectation(schema), subject, found(node)) + hint;

/** @param expected as the end of a sentence, like the other two */
export const unexpected = (expected: string, subject: string, written: string | number): string =>
  t('expected {0} ({1}), found {2}', expected, subject, written);

const LONGEST_FOUND = 40;

/** What was written, as the end of a sentence that goes on with "found". */
export function found(node: SyntaxNode): string {
  switch (node.kind) {
    case 'mapping':
      return t('a mapping');
    case 'sequence':
      return t('a list');
    case 'scalar': {
      if (node.value === null) return t('nothing');
      const text =
        typeof node.value === 'string' ? JSON.stringify(node.value) : node.text || String(node.value);
      return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
    }
  }
}
