import { LineCounter } from 'yaml';
import type { Finding, Position, Problem, Range, Span } from './problem';

/** Turns spans of one text into ranges with lines and columns. */
export interface Places {
  readonly range: (span: Span) => Range;
  /** As it is, also where it is empty: for edits. */
  readonly exactRange: (span: Span) => Range;
  readonly problem: (finding: Finding) => Problem;
}

export function placesIn(text: string): Places {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  const hasMark = text.startsWith('\uFEFF');

  const position = (offset: number): Position => {
    const bounded = Math.max(0, Math.min(offset, text.length));
    const { line, col } = lines.linePos(bounded);
    return { offset: bounded, line, column: hasMark && line === 1 ? Math.max(1, col - 1) : col };
  };
  const exactRange = ({ start, end }: Span): Range => ({ start: position(start), end: position(end) });
  const range = (span: Span): Range => exactRange(visible(text, span));
  const problem = ({ severity, code, message, span, suggestion }: Finding): Problem => ({
    severity,
    code,
    message,
    range: range(span),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
  return { range, exactRange, problem };
}

/** An empty span, where a value is missing, grows back over the character before it so that it can be seen. */
function visible(text: string, span: Span): Span {
  if (span.end > span.start) return span;
  const before = text.slice(0, span.start).trimEnd().length;
  return before === 0
    ? { start: span.start, end: Math.min(span.start + 1, text.length) }
    : { start: before - 1, end: before };
}
