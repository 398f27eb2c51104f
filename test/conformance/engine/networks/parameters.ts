import { defaultParameters } from '../../../../src/nn/parameters';
import type { Parameters } from '../../../../src/nn/parameters';
import type { Fields, Schema } from '../../../../src/schema/schema';

/** A small value that a required parameter may have. */
function smallValue(schema: Schema): unknown {
  if (schema.kind === 'number') return schema.integer ? Math.max(schema.min ?? 0, 3) : 0.3;
  if (schema.kind === 'boolean') return true;
  throw new Error(`no value is known here for a required parameter of kind ${schema.kind}`);
}

/** The other values of a parameter that has few. */
function otherValues(schema: Schema): readonly unknown[] {
  if (schema.kind === 'boolean') return [!schema.default];
  if (schema.kind === 'enum') return Object.keys(schema.values).filter((value) => value !== schema.default);
  return [];
}

/** Parameters of a registry entry: its defaults, and one variant for each other value of a flag or enumeration. */
export function variants(fields: Fields): readonly Parameters[] {
  const required = Object.entries(fields).flatMap(([name, field]) =>
    field.required ? [[name, smallValue(field.schema)] as const] : [],
  );
  const base: Parameters = { ...defaultParameters(fields), ...Object.fromEntries(required) };
  const others = Object.entries(fields).flatMap(([name, { schema }]) =>
    otherValues(schema).map((value) => ({ ...base, [name]: value })),
  );
  return [base, ...others];
}
