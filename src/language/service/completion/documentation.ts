import { expectation } from '../../../schema/describe';
import { headed } from '../../../schema/markdown';
import type { DocumentedEntry } from '../../../schema/markdown';
import type { Field, Fields, Schema } from '../../../schema/schema';
import { t } from '../../../shared/l10n';

/** What a key or value is, in Markdown. */
export function schemaDoc(schema: Schema, required = false): string {
  const values =
    schema.kind === 'enum'
      ? Object.entries(schema.values).map(([value, doc]) => `- \`${value}\`: ${t(doc)}`)
      : [];
  const expected = schema.kind === 'enum' ? '' : t('Expected: {0}.', expectation(schema));
  return [headed(schema, t), values.join('\n'), [expected, defaultText(schema, required)].join(' ').trim()]
    .filter((part) => part !== '')
    .join('\n\n');
}

function defaultText(schema: Schema, required: boolean): string {
  if (required) return t('**Required.**');
  if (!('default' in schema) || schema.kind === 'object') return '';
  return t('Default: {0}.', `\`${defaultOf(schema.default)}\``);
}

const defaultOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What an entry of a registry is, in Markdown: formula, parameters, source. */
export function entryDoc(entry: DocumentedEntry): string {
  const { formula, source, parameters } = entry;
  const fields = parametersDoc(parameters);
  return [
    headed(entry, t),
    ...(formula === undefined ? [] : [`\`${formula.text}\``]),
    ...(fields === '' ? [] : [fields]),
    ...(source === undefined ? [] : [t('Source: {0}.', source)]),
  ].join('\n\n');
}

const parametersDoc = (parameters: Fields): string =>
  Object.entries(parameters)
    .map(([name, field]) => `- \`${name}\`${brief(field)}: ${t(field.schema.doc)}`)
    .join('\n');

function brief({ schema, required }: Field): string {
  if (required) return ` (${t('required')})`;
  if (!('default' in schema) || schema.kind === 'object') return '';
  return ` (${defaultOf(schema.default)})`;
}
