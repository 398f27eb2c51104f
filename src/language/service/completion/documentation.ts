import { expectation } from '../../../schema/describe';
import type { DocumentedEntry } from '../../../schema/markdown';
import type { Field, Fields, Schema } from '../../../schema/schema';

/** What a key or value is, in Markdown. */
export function schemaDoc(schema: Schema, required = false): string {
  const values =
    schema.kind === 'enum'
      ? Object.entries(schema.values).map(([value, doc]) => `- \`${value}\`: ${doc}`)
      : [];
  const expected = schema.kind === 'enum' ? '' : `Expected: ${expectation(schema)}.`;
  return [schema.doc, values.join('\n'), [expected, defaultText(schema, required)].join(' ').trim()]
    .filter((part) => part !== '')
    .join('\n\n');
}

function defaultText(schema: Schema, required: boolean): string {
  if (required) return '**Required.**';
  if (!('default' in schema) || schema.kind === 'object') return '';
  return `Default: \`${typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)}\`.`;
}

/** What an entry of a registry is, in Markdown: formula, parameters, source. */
export function entryDoc({ title, doc, formula, source, parameters }: DocumentedEntry): string {
  const fields = parametersDoc(parameters);
  return [
    title === undefined ? doc : `**${title}.** ${doc}`,
    ...(formula === undefined ? [] : [`\`${formula.text}\``]),
    ...(fields === '' ? [] : [fields]),
    ...(source === undefined ? [] : [`Source: ${source}.`]),
  ].join('\n\n');
}

const parametersDoc = (parameters: Fields): string =>
  Object.entries(parameters)
    .map(([name, field]) => `- \`${name}\`${brief(field)}: ${field.schema.doc}`)
    .join('\n');

function brief({ schema, required }: Field): string {
  if (required) return ' (required)';
  if (!('default' in schema) || schema.kind === 'object') return '';
  return ` (${typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)})`;
}
