import { check } from '../../../src/schema/check';
import { parseSource } from '../../../src/schema/parse';
import type { Infer, Schema } from '../../../src/schema/schema';
import type { Finding, Problem } from '../../../src/schema/problem';
import { placesIn } from '../../../src/schema/source';

export interface CheckedText<V> {
  readonly value: V | undefined;
  readonly problems: readonly Problem[];
  /** `line:column code: message`, with ` → suggestion` where there is one. */
  readonly lines: readonly string[];
}

/** Parses a text and holds it against a schema. */
export function checkText<S extends Schema>(schema: S, text: string): CheckedText<Infer<S>> {
  const { root, findings } = parseSource(text);
  const all: Finding[] = [...findings];
  const value = root && check(schema, root, 'test', { start: 0, end: 1 }, (finding) => all.push(finding));
  const problems = all.map(placesIn(text).problem);
  return { value, problems, lines: problems.map(line) };
}

export const line = ({ code, message, range: { start }, suggestion }: Problem): string =>
  `${start.line}:${start.column} ${code}: ${message}${suggestion === undefined ? '' : ` → ${suggestion}`}`;

/** The part of the text that a problem marks. */
export const marked = (text: string, { range: { start, end } }: Problem): string =>
  text.slice(start.offset, end.offset);
