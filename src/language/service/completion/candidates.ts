import { CompletionItemKind } from 'vscode-languageserver-types';
import type { DocumentedEntry } from '../../../schema/markdown';
import { choiceKeys, formFor } from '../../../schema/read';
import type {
  ChoiceEntry,
  ChoiceSchema,
  Fields,
  ListSchema,
  MapSchema,
  NumberSchema,
  Schema,
} from '../../../schema/schema';
import type { MappingNode, SyntaxNode } from '../../../schema/syntax';
import type { Outline } from '../../../experiment/parse';
import { t } from '../../../shared/l10n';
import type { Cursor } from './cursor';
import { entryDoc, schemaDoc } from './documentation';
import {
  afterKey,
  entryValueSnippet,
  fieldsSnippet,
  keyText,
  offersValues,
  scalarText,
  standsAlone,
  tabStops,
  valueSnippet,
} from './snippets';
import type { Writing } from './snippets';

/** Something that may stand at the cursor. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  /** Markdown. */
  readonly doc: string;
  /** As a snippet. */
  readonly insert: string;
  /** What typed text is matched with, where not the label. */
  readonly filter?: string;
  /** Ask for completions again once it is inserted. */
  readonly goesOn?: boolean;
}

/** Everything that the schema accepts at a cursor, in the order to offer it. */
export const candidatesAt = (cursor: Cursor, outline: Outline): Candidate[] => [
  ...candidatesOf(cursor, outline),
  ...parameterKeys(cursor),
];

/**
 * Keys that the mapping may have in which a primary parameter is given by its name, while nothing else stands there.
 */
function parameterKeys(cursor: Cursor): Candidate[] {
  const { key, node, parameters } = cursor.place;
  if (parameters === undefined) return [];
  const isFirst =
    node.kind === 'mapping'
      ? key !== undefined && node.entries.length === 1
      : node.kind === 'scalar' && cursor.position === 'line';
  return isFirst ? fieldKeys(parameters, [], cursor) : [];
}

function candidatesOf(cursor: Cursor, outline: Outline): Candidate[] {
  const { key, node, fields, schema, path } = cursor.place;
  if (key !== undefined && node.kind === 'mapping') {
    const taken = node.entries.filter((entry) => entry !== key).map((entry) => entry.key);
    const others = path.length === 1 ? rootKeys(outline, cursor) : [];
    if (fields !== undefined) return fieldKeys(fields, [...taken, ...others], cursor);
    return keysOf(schema, node, key.key, cursor, outline);
  }
  if (node.kind !== 'scalar') return [];
  if (fields !== undefined && schema.kind === 'choice') return parameterMapping(fields, cursor);
  if (fields !== undefined) {
    const taken = path.length === 0 ? rootKeys(outline, cursor) : [];
    return cursor.position === 'line' ? fieldKeys(fields, taken, cursor) : values(schema, cursor, outline);
  }
  return values(schema, cursor, outline);
}

const writingOf = ({ json, position }: Cursor): Writing => ({ json, flow: json || position === 'flow' });

/** Top-level keys of the whole file, but for the one that is being typed. */
const rootKeys = ({ root }: Outline, { word }: Cursor): string[] =>
  root?.kind === 'mapping'
    ? root.entries.filter(({ keySpan }) => keySpan.start !== word.start).map(({ key }) => key)
    : [];

function fieldKeys(fields: Fields, taken: readonly string[], cursor: Cursor): Candidate[] {
  return Object.entries(fields)
    .filter(([name]) => !taken.includes(name))
    .sort(([, a], [, b]) => Number(b.required) - Number(a.required))
    .map(([name, { schema, required }]) => keyCandidate(name, schema, cursor, schemaDoc(schema, required)));
}

function keyCandidate(name: string, schema: Schema, cursor: Cursor, doc: string): Candidate {
  const writing = writingOf(cursor);
  const goesOn = offersValues(schema) && !writing.json;
  const after = goesOn ? '$0' : afterKey(schema, writing, tabStops());
  const key = keyText(name, writing);
  return {
    label: name,
    kind: CompletionItemKind.Property,
    doc,
    insert: cursor.hasColon
      ? scalarText(name, writing)
      : `${after.startsWith('\n') ? key.trimEnd() : key}${after}`,
    ...(goesOn && !cursor.hasColon && { goesOn }),
  };
}

function keysOf(
  schema: Schema,
  node: MappingNode,
  own: string,
  cursor: Cursor,
  outline: Outline,
): Candidate[] {
  if (schema.kind === 'forms') {
    const form = formFor(schema, node);
    return form === undefined ? [] : keysOf(form, node, own, cursor, outline);
  }
  const taken = node.entries.map(({ key }) => key).filter((key) => key !== own);
  if (schema.kind === 'object') return fieldKeys(schema.fields, taken, cursor);
  if (schema.kind === 'map') return mapKeys(schema, taken, cursor, outline);
  if (schema.kind !== 'choice') return [];
  const isChosen = choiceKeys(schema, node).chosen.some(({ key }) => key !== own);
  return [
    ...(isChosen
      ? []
      : Object.entries(schema.entries).map(([name, entry]) => entryKey(name, entry, schema, cursor))),
    ...fieldKeys(schema.siblings, taken, cursor),
  ];
}

function entryKey(name: string, entry: ChoiceEntry, { noun }: ChoiceSchema, cursor: Cursor): Candidate {
  const writing = writingOf(cursor);
  const value =
    blockContent(entry, cursor) ?? ` ${entryValueSnippet(entry, { ...writing, flow: true }, tabStops())}`;
  return {
    label: name,
    kind: CompletionItemKind.Function,
    detail: t(noun),
    doc: entryDoc(entry),
    insert: cursor.hasColon ? scalarText(name, writing) : `${keyText(name, writing).trimEnd()}${value}`,
  };
}

/** Content that goes on lines of its own (layer patterns). */
const blockContent = ({ content }: ChoiceEntry, cursor: Cursor): string | undefined =>
  content !== undefined && !writingOf(cursor).flow
    ? afterKey(content, writingOf(cursor), tabStops()).replace('\n', '\n  ')
    : undefined;

/** The keys that a mapping offers, or else names of layers that have weights, for patterns. */
function mapKeys(
  { keys, value }: MapSchema,
  taken: readonly string[],
  cursor: Cursor,
  outline: Outline,
): Candidate[] {
  const patterns = [
    ['*', t('Every layer that no longer name matches.')] as const,
    ...weightedLayers(outline),
  ];
  const offered = keys && Object.entries(keys).map(([name, doc]) => [name, t(doc)] as const);
  return (offered ?? patterns)
    .filter(([name]) => !taken.includes(name))
    .map(([name, doc]) => keyCandidate(name, value, cursor, doc));
}

/** Names of layers that have weights, each with its documentation. */
const weightedLayers = ({ layers }: Outline): (readonly [name: string, doc: string])[] =>
  layers.flatMap(({ name, type, weights }) =>
    name !== undefined && weights?.length
      ? [[name, t('The layer `{0}` ({1}).', name, type ?? '')] as const]
      : [],
  );

function parameterMapping(fields: Fields, cursor: Cursor): Candidate[] {
  if (Object.keys(fields).length === 0) return [];
  if (cursor.position === 'line') return fieldKeys(fields, [], cursor);
  return [
    {
      label: '{ … }',
      kind: CompletionItemKind.Snippet,
      detail: t('parameters'),
      doc: Object.entries(fields)
        .map(([name, { schema }]) => `- \`${name}\`: ${t(schema.doc)}`)
        .join('\n'),
      insert: fieldsSnippet(fields, writingOf(cursor), tabStops()),
      filter: cursor.text,
    },
  ];
}

function values(schema: Schema, cursor: Cursor, outline: Outline): Candidate[] {
  const writing = writingOf(cursor);
  const plain = (value: string, doc: string, detail?: string): Candidate => ({
    label: value,
    kind: CompletionItemKind.Value,
    doc,
    insert: value,
    ...(detail !== undefined && { detail }),
  });
  switch (schema.kind) {
    case 'boolean':
      return ['true', 'false'].map((value) =>
        plain(value, t(schema.doc), String(schema.default) === value ? t('default') : undefined),
      );
    case 'enum':
      return Object.entries<string>(schema.values).map(([value, doc]) => ({
        ...plain(value, t(doc), schema.default === value ? t('default') : undefined),
        kind: CompletionItemKind.EnumMember,
        insert: scalarText(value, writing),
      }));
    case 'number':
      return numbers(schema, plain, outline);
    case 'string':
      if (schema.names === 'layers')
        return weightedLayers(outline).map(([name, doc]) =>
          plain(scalarText(name, writing), doc, t('layer')),
        );
      return schema.default === undefined
        ? []
        : [plain(scalarText(schema.default, writing), t(schema.doc), t('default'))];
    case 'list':
      return listValues(schema, cursor, outline);
    case 'map':
      return cursor.position === 'line' ? mapKeys(schema, [], cursor, outline) : [];
    case 'object':
      return cursor.position === 'line' ? fieldKeys(schema.fields, [], cursor) : [wholeValue(schema, cursor)];
    case 'choice':
      return Object.entries(schema.entries).flatMap(([name, entry]) =>
        entryValues(name, entry, schema, cursor),
      );
    case 'forms':
      return schema.forms.flatMap((form) => values(form, cursor, outline));
  }
}

/** A default, and for the size of a layer the number of classes. */
function numbers(
  { doc, default: byDefault, orFalse, unit }: NumberSchema,
  plain: (value: string, doc: string, detail?: string) => Candidate,
  { dataset }: Outline,
): Candidate[] {
  return [
    ...(byDefault === undefined ? [] : [plain(String(byDefault), t(doc), t('default'))]),
    ...(orFalse === true ? [plain('false', t(doc), t('off'))] : []),
    ...(unit === 'units' && dataset !== undefined
      ? [
          plain(
            String(dataset.outputs),
            t('What the last layer needs for {0}.', t(dataset.title)),
            t('outputs of the dataset'),
          ),
        ]
      : []),
  ];
}

/** Items with a dash on a line of their own; else brackets to put them in. */
function listValues(schema: ListSchema, cursor: Cursor, outline: Outline): Candidate[] {
  if (cursor.position !== 'line' || cursor.json) return [wholeValue(schema, cursor)];
  return values(schema.item, cursor, outline).map((item) => ({
    ...item,
    insert: `- ${item.insert}`,
    filter: item.filter ?? item.label,
  }));
}

function wholeValue(schema: Schema, cursor: Cursor): Candidate {
  const writing = writingOf(cursor);
  const inBlock = cursor.position === 'value' && !cursor.json;
  return {
    label: schema.kind === 'list' ? '[ … ]' : '{ … }',
    kind: CompletionItemKind.Snippet,
    doc: t(schema.doc),
    insert: inBlock ? afterKey(schema, writing, tabStops()) : valueSnippet(schema, writing, tabStops()),
    filter: cursor.text,
  };
}

/** An entry by its bare name, and with its parameters where it has any. */
function entryValues(
  name: string,
  entry: ChoiceEntry,
  { noun, default: byDefault }: ChoiceSchema,
  cursor: Cursor,
): Candidate[] {
  const documented: DocumentedEntry = entry;
  const writing = writingOf(cursor);
  const doc = entryDoc(documented);
  const about = { kind: CompletionItemKind.Function, doc };
  const detail = name === byDefault ? `${t(noun)}, ${t('default')}` : t(noun);
  const bare: Candidate = { ...about, label: name, detail, insert: scalarText(name, writing) };
  const parameters = Object.keys(entry.parameters);
  const alone = standsAlone(entry);
  if (alone && parameters.length === 0) return [bare];
  const value =
    (cursor.position === 'line' ? blockContent(entry, cursor) : undefined) ??
    ` ${entryValueSnippet(entry, { ...writing, flow: true }, tabStops())}`;
  const pair = `${keyText(name, writing).trimEnd()}${value}`;
  const full: Candidate = {
    ...about,
    label: alone ? `${name}: { ${parameters.join(', ')} }` : name,
    detail,
    filter: name,
    insert: needsBraces(cursor) ? `{ ${pair} }` : pair,
  };
  return alone ? [bare, full] : [full];
}

/** A pair may stand bare on its own line and as an item in brackets, but not behind a key. */
const needsBraces = ({ position, json, place: { path } }: Cursor): boolean =>
  json || position === 'value' || (position === 'flow' && typeof path.at(-1) !== 'number');

/** Whether a node is the text of a path, for a choice that takes one. */
export const takesPath = ({ schema, path }: Cursor['place'], node: SyntaxNode): boolean =>
  node.kind === 'scalar' && (acceptsBare(schema) || (schema.kind === 'string' && path.at(-1) === 'path'));

const acceptsBare = (schema: Schema): boolean =>
  schema.kind === 'choice'
    ? schema.bare !== undefined
    : schema.kind === 'forms' && schema.forms.some(acceptsBare);
