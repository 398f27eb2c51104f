import { t } from '../shared/l10n';
import { acceptsKind, choiceKeys, entryNamed, formFor, readEntry } from './read';
import type { ChoiceSchema, Fields, Schema } from './schema';
import { hint } from './suggest';
import type { MappingEntry, MappingNode, SyntaxNode } from './syntax';
import { findEntry, isNothing } from './syntax';

/** A tree with another value at one place, or why there is no such place. */
export type Put =
  { readonly node: SyntaxNode } | { readonly problem: string; readonly suggestion?: string | undefined };

/**
 * Puts a value at a place of a tree, as if it had been written there: what is written short (`adam`, `dense: 256`)
 * is written in full, and mappings that are left out are made. All else stays, and stays where it was written.
 *
 * @param path keys and indices from `node`; the name of a chosen entry may be left out: `optimizer.learningRate`
 * @param subject what the value at `node` is called in problems
 */
export function put(
  schema: Schema,
  node: SyntaxNode | undefined,
  path: readonly string[],
  value: SyntaxNode,
  subject: string,
): Put {
  const [step, ...rest] = path;
  if (step === undefined) return { node: value };
  switch (schema.kind) {
    case 'object':
      if (node !== undefined && node.kind === 'scalar' && !isNothing(node))
        return {
          problem: t('{0} is a single value; write it as a mapping to change its "{1}"', subject, step),
        };
      return putField(schema.fields, node, [step, ...rest], value, subject);
    case 'list':
      return putItem(schema.item, node, step, rest, value, subject);
    case 'map': {
      const entry = findEntry(node, step);
      if (entry === undefined) return noSuch(step, keysOf(node), subject);
      return within(put(schema.value, entry.value, rest, value, step), (inner) =>
        withEntry(node, step, inner),
      );
    }
    case 'choice':
      return putChosen(schema, node, [step, ...rest], value, subject);
    case 'forms': {
      const written = node && formFor(schema, node);
      const others = schema.forms.filter(
        (form) => form !== written && (acceptsKind(form, 'mapping') || acceptsKind(form, 'sequence')),
      );
      const tries = [...(written === undefined ? [] : [written]), ...others].map((form) =>
        put(form, node, path, value, subject),
      );
      return tries.find((one) => 'node' in one) ?? tries.at(-1) ?? nothingWithin(step, subject);
    }
    case 'boolean':
    case 'number':
    case 'string':
    case 'enum':
      return nothingWithin(step, subject);
  }
}

function putField(
  fields: Fields,
  node: SyntaxNode | undefined,
  [step, ...rest]: readonly [string, ...string[]],
  value: SyntaxNode,
  subject: string,
): Put {
  const field = Object.hasOwn(fields, step) ? fields[step] : undefined;
  if (field === undefined) return noSuch(step, Object.keys(fields), subject);
  const inner = put(field.schema, findEntry(node, step)?.value, rest, value, step);
  return within(inner, (made) => withEntry(node, step, made));
}

function putItem(
  schema: Schema,
  node: SyntaxNode | undefined,
  step: string,
  rest: readonly string[],
  value: SyntaxNode,
  subject: string,
): Put {
  const items = node?.kind === 'sequence' ? node.items : [];
  const index = Number(step);
  const item = /^\d+$/.test(step) ? items[index] : undefined;
  if (node?.kind !== 'sequence' || item === undefined)
    return {
      problem: t(
        '{0} has no item "{1}"; expected {2}',
        subject,
        step,
        items.length === 0 ? t('a list with items') : t('a number from 0 to {0}', items.length - 1),
      ),
    };
  return within(put(schema, item, rest, value, `${subject}[${step}]`), (made) => ({
    ...node,
    items: node.items.with(index, made),
  }));
}

/** Into the parameters of the entry that is chosen, or a key beside it. */
function putChosen(
  schema: ChoiceSchema,
  node: SyntaxNode | undefined,
  [step, ...rest]: readonly [string, ...string[]],
  value: SyntaxNode,
  subject: string,
): Put {
  const chosen = chosenOf(schema, node);
  const entry = chosen && entryNamed(schema, chosen.name);
  if (Object.hasOwn(schema.siblings, step))
    return putField(schema.siblings, inFull(node, chosen?.name, value), [step, ...rest], value, subject);
  if (chosen === undefined || entry === undefined)
    return { problem: t('{0} names no {1} to change "{2}" of', subject, t(schema.noun), step) };
  const isNamed = step === chosen.name;
  const replace = (made: SyntaxNode): SyntaxNode =>
    withEntry(inFull(node, chosen.name, value), chosen.name, made);
  const path = isNamed && rest.length > 0 ? rest : [step, ...rest];
  const [parameter = step] = path;
  const given = chosen.value;
  if (entry.content !== undefined)
    return within(put(entry.content, given, path, value, chosen.name), replace);
  if (!Object.hasOwn(entry.parameters, parameter)) {
    if (isNamed && rest.length === 0) return { node: replace(value) };
    return noSuch(parameter, Object.keys(entry.parameters), chosen.name);
  }
  const reading = given === undefined || isNothing(given) ? undefined : readEntry(entry, given);
  const parameters = reading?.kind === 'primary' && given ? withEntry(undefined, reading.name, given) : given;
  return within(
    putField(entry.parameters, parameters, [parameter, ...path.slice(1)], value, chosen.name),
    replace,
  );
}

/** The entry that a choice names, or has by default, with what is written of it. */
function chosenOf(
  schema: ChoiceSchema,
  node: SyntaxNode | undefined,
): { readonly name: string; readonly value?: SyntaxNode } | undefined {
  if (node?.kind === 'mapping') {
    const [chosen] = choiceKeys(schema, node).chosen;
    if (chosen !== undefined) return { name: chosen.key, value: chosen.value };
  } else if (node?.kind === 'scalar' && typeof node.value === 'string') return { name: node.value };
  return schema.default === undefined ? undefined : { name: schema.default };
}

/** A choice as a mapping: a bare name, or the default of one that is left out, becomes its only key. */
function inFull(
  node: SyntaxNode | undefined,
  name: string | undefined,
  value: SyntaxNode,
): SyntaxNode | undefined {
  if (name === undefined || (node !== undefined && node.kind !== 'scalar')) return node;
  const place = node ?? value;
  const nothing: SyntaxNode = { kind: 'scalar', value: null, text: '', span: place.span, aliased: true };
  return withEntry(undefined, name, nothing, place);
}

/** A mapping with one entry changed or added; a mapping of that one where there was none. */
function withEntry(
  node: SyntaxNode | undefined,
  key: string,
  value: SyntaxNode,
  place: Pick<SyntaxNode, 'span' | 'aliased'> = node ?? value,
): MappingNode {
  const entries = node?.kind === 'mapping' ? node.entries : [];
  const written = entries.find((entry) => entry.key === key);
  const entry: MappingEntry = {
    key,
    keySpan: written?.keySpan ?? value.span,
    value,
    span: written?.span ?? value.span,
    aliased: written?.aliased ?? true,
  };
  return {
    kind: 'mapping',
    entries:
      written === undefined ? [...entries, entry] : entries.map((one) => (one === written ? entry : one)),
    span: place.span,
    aliased: place.aliased,
  };
}

const within = (inner: Put, wrap: (made: SyntaxNode) => SyntaxNode): Put =>
  'node' in inner ? { node: wrap(inner.node) } : inner;

const keysOf = (node: SyntaxNode | undefined): readonly string[] =>
  node?.kind === 'mapping' ? node.entries.map(({ key }) => key) : [];

function noSuch(step: string, known: readonly string[], subject: string): Put {
  const { text, suggestion } = hint(step, known);
  return { problem: t('{0} has no "{1}"{2}', subject, step, text), suggestion };
}

const nothingWithin = (step: string, subject: string): Put => ({
  problem: t('{0} is a single value and has no "{1}"', subject, step),
});
