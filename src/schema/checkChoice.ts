import { t } from '../shared/l10n';
import { article, expectation, found, mismatch, unexpected } from './describe';
import type { Finding, Span } from './problem';
import { choiceKeys, entryNamed, readEntry } from './read';
import type { ChoiceKeys } from './read';
import type { ChoiceEntry, ChoiceSchema } from './schema';
import type { SchemaCode } from './codes';
import { hint } from './suggest';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from './syntax';
import { isNothing } from './syntax';
import { INVALID } from './visit';
import type { Checked, Visit } from './visit';

export function checkChoice(
  visit: Visit,
  schema: ChoiceSchema,
  node: SyntaxNode,
  subject: string,
  at: Span,
): Checked {
  if (node.kind === 'mapping' && node.entries.length > 0) return checkKeyed(visit, schema, node, at);
  if (node.kind === 'scalar' && typeof node.value === 'string')
    return checkNamed(visit, schema, node, node.value, at);
  return fail(visit, {
    code: 'wrong-type',
    message: mismatch(schema, subject, node),
    span: node.span,
  });
}

/** `heNormal` */
function checkNamed(visit: Visit, schema: ChoiceSchema, node: ScalarNode, name: string, at: Span): Checked {
  const entry = entryNamed(schema, name);
  if (entry !== undefined)
    return result(schema, visit, name, checkEntry(visit, name, entry, undefined, node.span), [], at);
  const { bare } = schema;
  const target = bare && new RegExp(bare.pattern).test(name) ? entryNamed(schema, bare.entry) : undefined;
  return bare && target
    ? result(schema, visit, bare.entry, checkEntry(visit, bare.entry, target, node, node.span), [], at)
    : unknownName(visit, schema, name, node.span, node.aliased, schema.entries);
}

/** `randomNormal: { stddev: 0.01 }`, siblings beside it. */
function checkKeyed(visit: Visit, schema: ChoiceSchema, node: MappingNode, at: Span): Checked {
  const { chosen, siblings, others } = choiceKeys(schema, node);
  const [first, second] = chosen;
  if (second !== undefined) {
    const names = chosen.map(({ key }) => key).reduce((one, other) => t('{0} and {1}', one, other));
    return fail(visit, {
      code: 'several-choices',
      message: t('expected one {0}, found {1}', t(schema.noun), names),
      span: second.keySpan,
    });
  }
  if (first === undefined) return withoutChoice(visit, schema, { chosen, siblings, others }, at);

  const entry = entryNamed(schema, first.key);
  if (entry === undefined) return INVALID;
  const misplaced = others.filter(({ key }) => Object.hasOwn(entry.parameters, key));
  for (const other of others) strayKey(visit, schema, other, first.key, misplaced.includes(other));
  const parameters =
    misplaced.length > 0 && isNothing(first.value)
      ? visit.fields(entry.parameters, misplaced, first.key, first.keySpan)
      : checkEntry(visit, first.key, entry, first.value, first.keySpan);
  const value = result(schema, visit, first.key, parameters, siblings, at);
  return misplaced.length > 0 ? INVALID : value;
}

function withoutChoice(
  visit: Visit,
  schema: ChoiceSchema,
  { siblings, others }: ChoiceKeys,
  at: Span,
): Checked {
  visit.fields(schema.siblings, siblings, t(schema.noun), at);
  for (const { key, keySpan, aliased } of others)
    unknownName(visit, schema, key, keySpan, aliased, { ...schema.entries, ...schema.siblings });
  return others.length > 0
    ? INVALID
    : fail(visit, {
        code: 'missing-key',
        message: t(
          'expected {0} beside {1}',
          t(article(schema.noun)),
          siblings.map(({ key }) => `"${key}"`).join(', '),
        ),
        span: siblings[0]?.keySpan ?? at,
      });
}

function checkEntry(
  visit: Visit,
  name: string,
  entry: ChoiceEntry,
  value: SyntaxNode | undefined,
  at: Span,
): Checked {
  if (value === undefined || isNothing(value)) {
    if (entry.content === undefined) return visit.fields(entry.parameters, [], name, at);
    if (value !== undefined) return visit.value(entry.content, value, name, at);
    return fail(visit, {
      code: 'missing-key',
      message: t('{0} needs {1}', name, expectation(entry.content)),
      span: at,
    });
  }
  const reading = readEntry(entry, value);
  if (reading.kind === 'content') return visit.value(reading.schema, value, name, at);
  if (reading.kind === 'parameters')
    return value.kind === 'mapping'
      ? visit.fields(entry.parameters, value.entries, name, at)
      : fail(visit, {
          code: 'wrong-type',
          message: unexpected(parametersOf(entry), name, found(value)),
          span: value.span,
        });
  const written: MappingEntry = {
    key: reading.name,
    keySpan: at,
    value,
    span: value.span,
    aliased: value.aliased,
  };
  return visit.fields(entry.parameters, [written], name, at);
}

const parametersOf = ({ parameters }: ChoiceEntry): string => {
  const names = Object.keys(parameters);
  return names.length === 0
    ? t('nothing, for it has no parameters')
    : t('a mapping of {0}', names.join(', '));
};

function result(
  schema: ChoiceSchema,
  visit: Visit,
  type: string,
  parameters: Checked,
  siblings: readonly MappingEntry[],
  at: Span,
): Checked {
  const beside = visit.fields(schema.siblings, siblings, t(schema.noun), at);
  return parameters === INVALID || beside === INVALID ? INVALID : { type, parameters, ...(beside as object) };
}

/** Reports a key beside the chosen entry that means nothing there. */
function strayKey(
  visit: Visit,
  schema: ChoiceSchema,
  { key, keySpan, aliased }: MappingEntry,
  name: string,
  isParameter: boolean,
): void {
  const { text, suggestion } = hint(key, Object.keys(schema.siblings));
  fail(
    visit,
    isParameter
      ? {
          code: 'misplaced-key',
          message: t('"{0}" is a parameter of {1}; indent it below "{1}:"', key, name),
          span: keySpan,
        }
      : {
          code: 'unknown-key',
          message: t('unknown key "{0}" beside {1}{2}', key, name, text),
          span: keySpan,
          suggestion: aliased ? undefined : suggestion,
        },
  );
}

function unknownName(
  visit: Visit,
  schema: ChoiceSchema,
  name: string,
  span: Span,
  aliased: boolean,
  valid: object,
): typeof INVALID {
  const { text, suggestion } = hint(name, Object.keys(valid));
  return fail(visit, {
    code: 'unknown-value',
    message: t('unknown {0} "{1}"{2}', t(schema.noun), name, text),
    span,
    suggestion: aliased ? undefined : suggestion,
  });
}

function fail(visit: Visit, finding: Omit<Finding<SchemaCode>, 'severity'>): typeof INVALID {
  visit.report({ severity: 'error', ...finding });
  return INVALID;
}
