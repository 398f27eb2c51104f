import type { SchemaCode } from './codes';
import { mismatch } from './describe';
import type { Finding, Report } from './problem';
import type { BooleanSchema, EnumSchema, NumberSchema, StringSchema } from './schema';
import { hint } from './suggest';
import type { ScalarNode, SyntaxNode } from './syntax';
import { INVALID } from './visit';
import type { Checked } from './visit';

type ScalarSchema = BooleanSchema | NumberSchema | StringSchema | EnumSchema;

/** Why a scalar does not fit, if so. */
type Misfit = Pick<Finding<SchemaCode>, 'code' | 'suggestion'> & { readonly hint?: string };

export function checkScalar(
  schema: ScalarSchema,
  node: SyntaxNode,
  subject: string,
  report: Report<SchemaCode>,
): Checked {
  const misfit = node.kind === 'scalar' ? misfitOf(schema, node) : { code: 'wrong-type' as const };
  if (misfit === undefined) return node.kind === 'scalar' ? valueIn(schema, node) : INVALID;
  report({
    severity: 'error',
    code: misfit.code,
    message: mismatch(schema, subject, node, misfit.hint),
    span: node.span,
    suggestion: node.aliased ? undefined : misfit.suggestion,
  });
  return INVALID;
}

const valueIn = (schema: ScalarSchema, { value }: ScalarNode): Checked =>
  schema.kind === 'number' && value === false ? 0 : value;

function misfitOf(schema: ScalarSchema, node: ScalarNode): Misfit | undefined {
  const { value } = node;
  switch (schema.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { code: 'wrong-type' };
    case 'number':
      if (value === false && schema.orFalse) return undefined;
      return typeof value === 'number' ? numberMisfit(schema, value) : quotedNumber(schema, node);
    case 'string':
      if (typeof value !== 'string')
        return value === null
          ? { code: 'wrong-type' }
          : { code: 'wrong-type', suggestion: JSON.stringify(node.text) };
      if (value.length < (schema.minLength ?? 0)) return { code: 'text-length' };
      return schema.pattern === undefined || new RegExp(`^(?:${schema.pattern.regex})$`).test(value)
        ? undefined
        : { code: 'text-pattern' };
    case 'enum': {
      if (typeof value !== 'string') return { code: 'wrong-type' };
      if (Object.hasOwn(schema.values, value)) return undefined;
      const { suggestion, text } = hint(value, Object.keys(schema.values));
      return suggestion === undefined
        ? { code: 'unknown-value' }
        : { code: 'unknown-value', suggestion, hint: text };
    }
  }
}

function numberMisfit(schema: NumberSchema, value: number): Misfit | undefined {
  if (schema.integer && Number.isFinite(value) && !Number.isInteger(value)) return { code: 'wrong-type' };
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = schema;
  const inside =
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    value > above &&
    value < below &&
    (!schema.integer || Number.isSafeInteger(value));
  return inside ? undefined : { code: 'out-of-range' };
}

/** `"0.1"`, `1_000` and `1,000` are text in YAML; the number that they must mean is offered. */
function quotedNumber(schema: NumberSchema, { value }: ScalarNode): Misfit {
  const text = typeof value === 'string' ? value.trim().replace(/[_,](?=\d{3}\b)/g, '') : '';
  const isNumber = text !== '' && numberMisfit(schema, Number(text)) === undefined;
  return isNumber ? { code: 'wrong-type', suggestion: text } : { code: 'wrong-type' };
}
