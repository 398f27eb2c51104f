import type { ChoiceEntry, ChoiceSchema, FormsSchema, Schema } from './schema';
import type { MappingEntry, MappingNode, SyntaxNode } from './syntax';

/**
 * How a syntax tree is read against a schema, apart from whether it is valid: shared by the validation and by what
 * asks for the place at a cursor.
 */

/** The form that a node of this kind can be, or undefined. Of two scalars a number is the one, all else the other. */
export function formFor({ forms }: FormsSchema, node: SyntaxNode): Schema | undefined {
  const possible = forms.filter((form) => acceptsKind(form, node.kind));
  const isNumber = node.kind === 'scalar' && typeof node.value === 'number';
  return possible.find(({ kind }) => (kind === 'number') === isNumber) ?? possible[0];
}

export function acceptsKind(schema: Schema, kind: SyntaxNode['kind']): boolean {
  switch (schema.kind) {
    case 'boolean':
    case 'number':
    case 'string':
    case 'enum':
      return kind === 'scalar';
    case 'list':
      return kind === 'sequence';
    case 'object':
    case 'map':
      return kind === 'mapping';
    case 'choice':
      return kind !== 'sequence';
    case 'forms':
      return schema.forms.some((form) => acceptsKind(form, kind));
  }
}

export const entryNamed = (schema: ChoiceSchema, name: string): ChoiceEntry | undefined =>
  Object.hasOwn(schema.entries, name) ? schema.entries[name] : undefined;

/** Keys of a choice written as a mapping, told apart. */
export interface ChoiceKeys {
  /** Those that name entries: one, in a valid choice. */
  readonly chosen: readonly MappingEntry[];
  readonly siblings: readonly MappingEntry[];
  readonly others: readonly MappingEntry[];
}

export function choiceKeys(schema: ChoiceSchema, node: MappingNode): ChoiceKeys {
  const isSibling = ({ key }: MappingEntry): boolean => Object.hasOwn(schema.siblings, key);
  const isChosen = (entry: MappingEntry): boolean =>
    !isSibling(entry) && entryNamed(schema, entry.key) !== undefined;
  return {
    chosen: node.entries.filter(isChosen),
    siblings: node.entries.filter(isSibling),
    others: node.entries.filter((entry) => !isSibling(entry) && !isChosen(entry)),
  };
}

/** What the value of a chosen entry stands for. */
export type EntryReading =
  | { readonly kind: 'content'; readonly schema: Schema }
  | { readonly kind: 'parameters' }
  | { readonly kind: 'primary'; readonly name: string; readonly schema: Schema };

/**
 * A mapping holds the parameters, unless none of its keys is one and the primary parameter takes a mapping itself
 * (`activation: { leakyRelu: … }`); anything else stands for the primary parameter.
 */
export function readEntry(entry: ChoiceEntry, value: SyntaxNode): EntryReading {
  if (entry.content !== undefined) return { kind: 'content', schema: entry.content };
  const { parameters, primary } = entry;
  const schema = primary === undefined ? undefined : parameters[primary]?.schema;
  if (primary === undefined || schema === undefined) return { kind: 'parameters' };
  const isParameters =
    value.kind === 'mapping' &&
    (!acceptsKind(schema, 'mapping') || value.entries.some(({ key }) => Object.hasOwn(parameters, key)));
  return isParameters ? { kind: 'parameters' } : { kind: 'primary', name: primary, schema };
}
