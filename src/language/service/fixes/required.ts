import { experimentSchema } from '../../../experiment/schema/experiment';
import { childrenOf, placeOf, rootPlace } from '../../../schema/locate';
import type { Place } from '../../../schema/locate';
import type { Span } from '../../../schema/problem';
import { choiceKeys, entryNamed } from '../../../schema/read';
import type { ChoiceEntry, Fields } from '../../../schema/schema';
import type { MappingNode, SyntaxNode } from '../../../schema/syntax';
import { isNothing } from '../../../schema/syntax';
import { t } from '../../../shared/l10n';
import { keyText } from '../completion/snippets';
import type { ConfigDocument } from '../configDocument';
import { lineEnd } from '../lines';
import { eolOf, indentTo, insert, isFlow, isJson, replace } from './edit';
import type { Fix } from './edit';
import { sampleEntry, sampleText } from './sample';

/**
 * Fills in what a mapping lacks, given where the parser reported it and its message, which names the key: two mappings
 * may be reported at one place.
 */
export function fillRequired(document: ConfigDocument, reported: number, message: string): Fix | undefined {
  const { root } = document.outline;
  if (root === undefined) return undefined;
  const fixes = [...fixesIn(document, rootPlace(experimentSchema, root), topOf(root), reported)];
  const [, key = ''] = /"([^"]+)"/.exec(message) ?? [];
  return fixes.find(({ title }) => title.split(/[ ,]+/).includes(key)) ?? fixes[0];
}

const topOf = (root: SyntaxNode): Span =>
  root.kind === 'mapping' ? (root.entries[0]?.keySpan ?? root.span) : root.span;

/** @param at where the parser reports what is missing in the place itself */
function* fixesIn(document: ConfigDocument, place: Place, at: Span, reported: number): Generator<Fix> {
  const own = at.start === reported ? fixHere(document, place, at) : undefined;
  if (own !== undefined) yield own;
  for (const child of childrenOf(place)) {
    const span = child.entry?.keySpan ?? (child.node.kind === 'scalar' ? child.node.span : at);
    if (child.node.aliased) continue;
    const bare =
      child.entry && span.start === reported ? fillEntry(document, place, child.entry.key) : undefined;
    if (bare !== undefined) yield bare;
    yield* fixesIn(document, placeOf(place, child), span, reported);
  }
}

function fixHere(document: ConfigDocument, { node, schema, fields }: Place, at: Span): Fix | undefined {
  if (schema.kind === 'object' && isNothing(node)) {
    const colon = document.text.indexOf(':', at.end);
    const value = ` ${sampleText(schema, isJson(document))}`;
    return { title: titleOf(requiredOf(schema.fields)), edits: [insert(document, colon + 1, value)] };
  }
  if (node.kind === 'mapping' && fields !== undefined) return fillFields(document, node, fields);
  if (node.kind !== 'scalar' || schema.kind !== 'choice' || typeof node.value !== 'string') return undefined;
  const entry = entryNamed(schema, node.value);
  if (entry === undefined) return undefined;
  const pair = `${node.text}: ${sampleEntry(entry, isJson(document))}`;
  const fits = !isJson(document) && document.text.charAt(node.span.start - 2) !== ':';
  return {
    title: titleOf(requiredOf(entry.parameters)),
    edits: [replace(document, node.span, fits ? pair : `{ ${pair} }`)],
  };
}

/** `dense:` with nothing behind it. */
function fillEntry(document: ConfigDocument, { node, schema }: Place, name: string): Fix | undefined {
  if (node.kind !== 'mapping' || schema.kind !== 'choice') return undefined;
  const chosen = choiceKeys(schema, node).chosen.find(({ key }) => key === name);
  const entry: ChoiceEntry | undefined = chosen && entryNamed(schema, chosen.key);
  if (chosen === undefined || entry === undefined || !isNothing(chosen.value)) return undefined;
  const colon = document.text.indexOf(':', chosen.keySpan.end);
  if (colon < 0) return undefined;
  return {
    title: titleOf(requiredOf(entry.parameters)),
    edits: [insert(document, colon + 1, ` ${sampleEntry(entry, isJson(document))}`)],
  };
}

function fillFields(document: ConfigDocument, node: MappingNode, fields: Fields): Fix | undefined {
  const missing = requiredOf(fields).filter((name) => !node.entries.some(({ key }) => key === name));
  if (missing.length === 0) return undefined;
  const json = isJson(document);
  const pairs = missing.map((name) => {
    const schema = fields[name]?.schema;
    return `${keyText(name, { json })}${schema === undefined ? '' : sampleText(schema, json)}`;
  });
  return { title: titleOf(missing), edits: [insertPairs(document, node, pairs)] };
}

/** Adds keys at the end of a mapping. */
export function insertPairs(
  document: ConfigDocument,
  { span, entries }: MappingNode,
  pairs: readonly string[],
): ReturnType<typeof insert> {
  const { text } = document;
  const last = entries.at(-1);
  if (isFlow(text, span)) {
    const at = last?.span.end ?? span.start + 1;
    return insert(
      document,
      at,
      `${last === undefined ? ' ' : ', '}${pairs.join(', ')}${last === undefined ? ' ' : ''}`,
    );
  }
  const indent = indentTo(text, entries[0]?.keySpan.start ?? span.start);
  const lines = pairs.map((pair) => `${eolOf(text)}${indent}${pair}`);
  return insert(document, lineEnd(text, span.end), lines.join(''));
}

const requiredOf = (fields: Fields): string[] =>
  Object.keys(fields).filter((name) => fields[name]?.required === true);

const titleOf = (names: readonly string[]): string =>
  names.length === 0 ? t('Fill in what is required') : t('Fill in {0}', names.join(', '));
