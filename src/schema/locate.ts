import type { Span } from './problem';
import { choiceKeys, entryNamed, formFor, readEntry } from './read';
import type { ChoiceSchema, Fields, Schema } from './schema';
import type { MappingEntry, MappingNode, SyntaxNode } from './syntax';

/** What stands at an offset and what the schema expects there: for hovers, completion and definitions. */
export interface Place {
  /** Keys and indices from the root. */
  readonly path: readonly (string | number)[];
  /** Schema of the value, or of the mapping that holds the key. */
  readonly schema: Schema;
  /** Fields of the mapping that the place is in, where its keys are fixed. */
  readonly fields?: Fields;
  readonly node: SyntaxNode;
  /** The key at the offset; absent on a value. */
  readonly key?: MappingEntry;
  /**
   * Where the value stands for an entry's primary parameter: all of them, a mapping of which could stand here as
   * well.
   */
  readonly parameters?: Fields;
}

/** A value within a place. */
export interface Child {
  readonly step: string | number;
  readonly entry?: MappingEntry;
  readonly node: SyntaxNode;
  /** Absent where the schema knows no such key. */
  readonly schema?: Schema;
  /** Of a mapping of parameters, which has no schema of its own. */
  readonly fields?: Fields;
  /** As of a place. */
  readonly parameters?: Fields;
}

/** The innermost place at an offset; undefined outside the root. */
export function locate(schema: Schema, root: SyntaxNode, offset: number): Place | undefined {
  if (!touches(root.span, offset)) return undefined;
  return descend(rootPlace(schema, root), offset);
}

function descend(place: Place, offset: number): Place {
  for (const child of childrenOf(place)) {
    const { step, entry, node } = child;
    if (entry !== undefined && touches(entry.keySpan, offset))
      return { ...place, path: [...place.path, step], key: entry };
    if (touches(node.span, offset)) return descend(placeOf(place, child), offset);
  }
  return place;
}

/** The place that a child is. */
export function placeOf(
  parent: Place,
  { step, node, schema = parent.schema, fields, parameters }: Child,
): Place {
  const inner = fields === undefined ? fieldsOf(schema, node) : { fields };
  return { path: [...parent.path, step], schema, node, ...inner, ...(parameters && { parameters }) };
}

/** The place of the whole file. */
export const rootPlace = (schema: Schema, root: SyntaxNode): Place => ({
  path: [],
  schema,
  node: root,
  ...fieldsOf(schema, root),
});

const touches = ({ start, end }: Span, offset: number): boolean => offset >= start && offset <= end;

function fieldsOf(schema: Schema, node: SyntaxNode): { fields?: Fields } {
  if (schema.kind === 'object') return { fields: schema.fields };
  if (schema.kind !== 'forms') return {};
  const form = formFor(schema, node);
  return form === undefined ? {} : fieldsOf(form, node);
}

/** The values directly within a place. */
export function childrenOf({ schema, fields, node }: Place): Child[] {
  if (node.kind === 'scalar') return [];
  if (schema.kind === 'forms') {
    const form = formFor(schema, node);
    return form === undefined ? [] : childrenOf({ path: [], schema: form, node, ...fieldsOf(form, node) });
  }
  if (node.kind === 'sequence')
    return schema.kind === 'list'
      ? node.items.map((item, step) => ({ step, node: item, schema: schema.item }))
      : [];
  if (fields !== undefined) return node.entries.map((entry) => fieldChild(fields, entry));
  if (schema.kind === 'map')
    return node.entries.map((entry) => ({
      step: entry.key,
      entry,
      node: entry.value,
      schema: schema.value,
    }));
  return schema.kind === 'choice' ? choiceChildren(schema, node) : [];
}

function fieldChild(fields: Fields, entry: MappingEntry): Child {
  const schema = Object.hasOwn(fields, entry.key) ? fields[entry.key]?.schema : undefined;
  return { step: entry.key, entry, node: entry.value, ...(schema && { schema }) };
}

function choiceChildren(choice: ChoiceSchema, node: MappingNode): Child[] {
  const { siblings, others } = choiceKeys(choice, node);
  return node.entries.map((entry) => {
    if (siblings.includes(entry) || others.includes(entry)) return fieldChild(choice.siblings, entry);
    const chosen = entryNamed(choice, entry.key);
    const child = { step: entry.key, entry, node: entry.value };
    if (chosen === undefined) return child;
    const reading = readEntry(chosen, entry.value);
    const { parameters } = chosen;
    if (reading.kind === 'parameters') return { ...child, fields: parameters };
    return { ...child, schema: reading.schema, ...(reading.kind === 'primary' && { parameters }) };
  });
}
