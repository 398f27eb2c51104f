import { t } from '../shared/l10n';
import type { SchemaCode } from './codes';
import { checkChoice } from './checkChoice';
import { checkScalar } from './checkScalar';
import { expectation, mismatch, unexpected } from './describe';
import type { Report, Span } from './problem';
import { formFor } from './read';
import type { Field, Fields, Infer, InferFields, ListSchema, MapSchema, Schema } from './schema';
import { hint } from './suggest';
import type { MappingEntry, SyntaxNode } from './syntax';
import { findEntry, isNothing } from './syntax';
import { INVALID } from './visit';
import type { Checked, Visit } from './visit';

/**
 * Holds a syntax node against a schema: reports every mistake and returns the value with all defaults filled in, or
 * undefined where it is not valid. Unknown keys are reported and skipped.
 *
 * @param subject what the value is called in messages: its key
 * @param at where missing keys are reported; the place of the node's own key
 */
export function check<S extends Schema>(
  schema: S,
  node: SyntaxNode,
  subject: string,
  at: Span,
  report: Report<SchemaCode>,
): Infer<S> | undefined {
  const value = visitWith(report).value(schema, node, subject, at);
  return value === INVALID ? undefined : (value as Infer<S>);
}

/** As `check`, silently. */
export const valueOf = <S extends Schema>(schema: S, node: SyntaxNode): Infer<S> | undefined =>
  check(schema, node, '', node.span, ignore);

/** Those fields of a mapping that are valid, each on its own, absent ones by their default. */
export function partsOf<F extends Fields>(fields: F, node: SyntaxNode | undefined): Partial<InferFields<F>> {
  const visit = visitWith(ignore);
  const values = Object.entries(fields).map(([name, field]) => {
    const entry = findEntry(node, name);
    const value = entry
      ? visit.value(field.schema, entry.value, name, entry.keySpan)
      : visit.absent(field, name, '', NOWHERE);
    return [name, value] as const;
  });
  return Object.fromEntries(
    values.filter(([, value]) => value !== INVALID && value !== undefined),
  ) as Partial<InferFields<F>>;
}

const NOWHERE: Span = { start: 0, end: 0 };
const ignore = (): void => undefined;

/** Values of nodes in which no mistake was found, by their schema and origin: they are not checked again. */
const sound = new WeakMap<Schema, WeakMap<SyntaxNode, Checked>>();

function visitWith(report: Report<SchemaCode>): Visit {
  let mistakes = 0;
  const visit: Visit = {
    report(finding) {
      mistakes++;
      report(finding);
    },
    value(schema, node, subject, at) {
      const { origin } = node;
      if (origin === undefined || isScalar(schema)) return checkValue(visit, schema, node, subject, at);
      const known = sound.get(schema) ?? new WeakMap<SyntaxNode, Checked>();
      sound.set(schema, known);
      if (known.has(origin)) return known.get(origin);
      const before = mistakes;
      const value = checkValue(visit, schema, node, subject, at);
      if (mistakes === before) known.set(origin, value);
      return value;
    },
    fields: (fields, entries, subject, at) => checkFields(visit, fields, entries, subject, at),
    absent: (field, name, subject, at) => absent(visit, field, name, subject, at),
  };
  return visit;
}

const isScalar = ({ kind }: Schema): boolean =>
  kind === 'boolean' || kind === 'number' || kind === 'string' || kind === 'enum';

function checkValue(visit: Visit, schema: Schema, node: SyntaxNode, subject: string, at: Span): Checked {
  switch (schema.kind) {
    case 'boolean':
    case 'number':
    case 'string':
    case 'enum':
      return checkScalar(schema, node, subject, visit.report);
    case 'choice':
      return checkChoice(visit, schema, node, subject, at);
    case 'forms': {
      const form = formFor(schema, node);
      return form === undefined
        ? wrongType(visit, schema, node, subject)
        : visit.value(form, node, subject, at);
    }
    case 'list':
      return checkList(visit, schema, node, subject);
    case 'object':
      if (node.kind === 'mapping') return visit.fields(schema.fields, node.entries, subject, at);
      return isNothing(node)
        ? visit.fields(schema.fields, [], subject, at)
        : wrongType(visit, schema, node, subject);
    case 'map':
      return checkMap(visit, schema, node, subject);
  }
}

function wrongType(visit: Visit, schema: Schema, node: SyntaxNode, subject: string): typeof INVALID {
  visit.report({
    severity: 'error',
    code: 'wrong-type',
    message: mismatch(schema, subject, node),
    span: node.span,
  });
  return INVALID;
}

function checkList(visit: Visit, schema: ListSchema, node: SyntaxNode, subject: string): Checked {
  if (node.kind !== 'sequence') return wrongType(visit, schema, node, subject);
  const { length } = node.items;
  const values = node.items.map((item, index) =>
    visit.value(schema.item, item, `${subject}[${index}]`, item.span),
  );
  if (length >= (schema.minItems ?? 0) && length <= (schema.maxItems ?? Infinity))
    return values.includes(INVALID) ? INVALID : values;
  visit.report({
    severity: 'error',
    code: 'list-length',
    message: unexpected(expectation(schema), subject, length),
    span: node.span,
  });
  return INVALID;
}

function checkMap(visit: Visit, schema: MapSchema, node: SyntaxNode, subject: string): Checked {
  if (node.kind !== 'mapping') return wrongType(visit, schema, node, subject);
  const values = node.entries.map(
    ({ key, keySpan, value }) => [key, visit.value(schema.value, value, key, keySpan)] as const,
  );
  return values.some(([, value]) => value === INVALID) ? INVALID : Object.fromEntries(values);
}

function checkFields(
  visit: Visit,
  fields: Fields,
  entries: readonly MappingEntry[],
  subject: string,
  at: Span,
): Checked {
  for (const entry of entries)
    if (!Object.hasOwn(fields, entry.key)) unknownKey(visit, fields, entries, entry, subject);
  const values = Object.entries(fields).map(([name, field]) => {
    const entry = entries.find(({ key }) => key === name);
    return [
      name,
      entry === undefined
        ? visit.absent(field, name, subject, at)
        : visit.value(field.schema, entry.value, name, entry.keySpan),
    ] as const;
  });
  return values.some(([, value]) => value === INVALID)
    ? INVALID
    : Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function unknownKey(
  visit: Visit,
  fields: Fields,
  entries: readonly MappingEntry[],
  { key, keySpan, aliased }: MappingEntry,
  subject: string,
): void {
  const free = Object.keys(fields).filter((name) => !entries.some((entry) => entry.key === name));
  const { text, suggestion } = hint(key, free);
  visit.report({
    severity: 'error',
    code: 'unknown-key',
    message: t('unknown key "{0}" in {1}{2}', key, subject, text),
    span: keySpan,
    suggestion: aliased ? undefined : suggestion,
  });
}

/** The value of a key that is not there: its default, nothing, or a finding. */
function absent(visit: Visit, { schema, required }: Field, name: string, subject: string, at: Span): Checked {
  if (required) {
    visit.report({
      severity: 'error',
      code: 'missing-key',
      message: t('{0} needs "{1}": {2}', subject, name, expectation(schema)),
      span: at,
    });
    return INVALID;
  }
  if (!('default' in schema)) return undefined;
  if (schema.kind === 'object') return visit.fields(schema.fields, [], name, at);
  if (schema.kind !== 'choice') return schema.default;
  const node: SyntaxNode = {
    kind: 'scalar',
    value: schema.default,
    text: schema.default,
    span: at,
    aliased: true,
  };
  return visit.value(schema, node, name, at);
}
