/** Offset from 0 in UTF-16 code units; line and column from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `error`: the file cannot be used. `warning`: it can, but not as was probably meant. */
export type Severity = 'error' | 'warning' | 'info';

/** Something that the author of a file should know. */
export interface Problem {
  readonly severity: Severity;
  /** Stable identifier, to be documented, searched for and silenced by. */
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  /** Text that mends the problem when it replaces `range`. */
  readonly suggestion?: string;
}

/** Half-open interval of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const liesIn = (outer: Span, inner: Span): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** A problem before its line and column are known. */
export interface Finding<Code extends string = string> {
  readonly severity: Severity;
  readonly code: Code;
  readonly message: string;
  readonly span: Span;
  readonly suggestion?: string | undefined;
}

/** Takes in the problems of a walk over a file. */
export type Report<Code extends string = string> = (finding: Finding<Code>) => void;

/** `file:line:column: severity: message (code)`, the form that terminals and editors turn into links. */
export const formatProblem = (
  path: string,
  { severity, code, message, range: { start } }: Omit<Problem, 'severity'> & { readonly severity: string },
): string => `${path}:${start.line}:${start.column}: ${severity}: ${message} (${code})`;

export const byPosition = (a: Problem, b: Problem): number => a.range.start.offset - b.range.start.offset;
