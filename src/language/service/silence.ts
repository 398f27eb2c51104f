import type { Span } from '../../schema/problem';
import { lineStart } from './lines';

/** Comment that silences findings: `# initscope-ignore <code>[, <code>]`, on the line or on the one above. */
export const IGNORE = 'initscope-ignore';

const COMMENT = new RegExp(`(^|\\s)#\\s*${IGNORE}\\b[ \\t]*([\\w, \\t-]*)`);

/** By line from 1, the codes silenced there. */
export type SilencedLines = ReadonlyMap<number, ReadonlySet<string>>;

/** Reads the comments of a file. One that stands alone silences the next line that says something. */
export function silencedLines(text: string): SilencedLines {
  const silenced = new Map<number, Set<string>>();
  if (!text.includes(IGNORE)) return silenced;
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const match = COMMENT.exec(line);
    if (match === null) return;
    const codes = (match[2] ?? '').split(/[\s,]+/).filter((code) => code !== '');
    const alone = line.slice(0, match.index).trim() === '' && line.trimStart().startsWith('#');
    const below = lines.findIndex((other, i) => i > index && /^\s*[^\s#]/.test(other));
    const target = (alone ? below : index) + 1;
    const known = silenced.get(target) ?? new Set<string>();
    for (const code of codes) known.add(code);
    silenced.set(target, known);
  });
  return silenced;
}

/** The word at an offset within the list of codes of such a comment; undefined elsewhere. */
export function ignoredCodeAt(text: string, offset: number): Span | undefined {
  const start = lineStart(text, offset);
  const before = text.slice(start, offset);
  const match = COMMENT.exec(before);
  if (match === null || match.index + match[0].length !== before.length) return undefined;
  const word = /[\w-]*$/.exec(before)?.[0] ?? '';
  if (word === IGNORE) return undefined;
  const after = /^[\w-]*/.exec(text.slice(offset))?.[0] ?? '';
  return { start: offset - word.length, end: offset + after.length };
}
