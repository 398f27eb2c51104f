import type { SchemaCode } from './codes';
import type { Report, Span } from './problem';
import type { Field, Fields, Schema } from './schema';
import type { MappingEntry, SyntaxNode } from './syntax';

/** Stands for a value of which a mistake has been reported. */
export const INVALID = Symbol('invalid');

/** A valid value, `undefined` for an optional one that is absent, or `INVALID`. */
export type Checked = unknown;

/** The recursion of the validation, handed to the parts that it is made of. */
export interface Visit {
  readonly report: Report<SchemaCode>;
  value(schema: Schema, node: SyntaxNode, subject: string, at: Span): Checked;
  fields(fields: Fields, entries: readonly MappingEntry[], subject: string, at: Span): Checked;
  absent(field: Field, name: string, subject: string, at: Span): Checked;
}
