import { english } from '../shared/l10n';
import type { Translate } from '../shared/l10n';
import { bounds } from './describe';
import type { ChoiceEntry, Described, Field, Fields, Schema } from './schema';

/** Address of the page that lists the entries of a choice, by its noun. */
export type Links = Readonly<Record<string, string>>;

/** Title and documentation. @param translate into which language; the reference is in English */
export const headed = ({ title, doc }: Described, translate: Translate = english): string =>
  title === undefined ? translate(doc) : `**${translate(title)}.** ${translate(doc)}`;

/** Reference of a mapping: a table of its keys, then a section for every mapping within it. */
export function toMarkdown(fields: Fields, links: Links, level = 2): string {
  const nested = Object.entries(fields).flatMap(([name, { schema }]) => {
    const inner = mappingIn(schema);
    return inner === undefined
      ? []
      : [`${'#'.repeat(level)} \`${name}\``, headed(schema), toMarkdown(inner, links, level + 1)];
  });
  return [fieldTable(fields, links), ...nested].join('\n\n');
}

/** The keys of a mapping that a value can be. */
function mappingIn(schema: Schema): Fields | undefined {
  if (schema.kind === 'object') return schema.fields;
  if (schema.kind === 'list') return mappingIn(schema.item);
  if (schema.kind !== 'forms') return undefined;
  return schema.forms.map(mappingIn).find((fields) => fields !== undefined);
}

export function fieldTable(fields: Fields, links: Links): string {
  const rows = Object.entries(fields).map(([name, field]) => fieldRow(name, field, links));
  return ['| key | value | default | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function fieldRow(name: string, { schema, required }: Field, links: Links): string {
  const values = schema.kind === 'enum' ? `<br>${enumList(schema.values)}` : '';
  const cells = [
    `\`${name}\``,
    valueText(schema, links),
    defaultText(schema, required),
    headed(schema) + values,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

const enumList = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([value, doc]) => `\`${value}\`: ${doc}`)
    .join('<br>');

function defaultText(schema: Schema, required: boolean): string {
  if (required) return '**required**';
  if (!('default' in schema) || schema.kind === 'object') return '';
  return `\`${typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)}\``;
}

function valueText(schema: Schema, links: Links): string {
  switch (schema.kind) {
    case 'boolean':
      return '`true`, `false`';
    case 'number':
      return `${schema.integer ? 'whole number' : 'number'}${bounds(schema)}${schema.orFalse ? ', `false`' : ''}`;
    case 'string':
      return 'text';
    case 'enum':
      return 'one of';
    case 'list':
      return `list of: ${valueText(schema.item, links)}`;
    case 'object':
      return 'mapping';
    case 'map':
      return `mapping to: ${valueText(schema.value, links)}`;
    case 'choice':
      return linked(schema.noun, links);
    case 'forms':
      return [...new Set(schema.forms.map((form) => valueText(form, links)))].join(', or ');
  }
}

const linked = (noun: string, links: Links): string => {
  const address = links[noun];
  return address === undefined ? noun : `[${noun}](${address})`;
};

/** One entry of a registry, with the extras that some registries have. */
export interface DocumentedEntry extends ChoiceEntry {
  readonly formula?: { readonly text: string; readonly tex: string };
  readonly source?: string;
}

/** Reference of a registry: a section per entry. */
export function registryMarkdown(entries: Readonly<Record<string, DocumentedEntry>>, links: Links): string {
  return Object.entries(entries)
    .map(([name, entry]) => entryMarkdown(name, entry, links))
    .join('\n\n');
}

function entryMarkdown(name: string, entry: DocumentedEntry, links: Links): string {
  const { formula, source, parameters, primary } = entry;
  const shorthand =
    primary === undefined ? [] : [`\`${name}: x\` is short for \`${name}: { ${primary}: x }\`.`];
  return [
    `## \`${name}\``,
    headed(entry),
    ...(formula === undefined ? [] : [`$$${formula.tex}$$`]),
    ...(Object.keys(parameters).length === 0 ? [] : [fieldTable(parameters, links)]),
    ...shorthand,
    ...(source === undefined ? [] : [`Source: ${source}.`]),
  ].join('\n\n');
}
