import { t } from '../shared/l10n';
import { readBlocks } from './blocks';
import type { Blocks } from './blocks';
import type { SchemaCode } from './codes';
import type { Finding } from './problem';
import type { SyntaxNode } from './syntax';
import { readYaml } from './yaml';

export interface ParsedSource {
  /** Absent for an empty file and for one that is refused. */
  readonly root?: SyntaxNode;
  readonly findings: readonly Finding<SchemaCode>[];
  /** Start of the top-level key whose value holds the first syntax error: from there on the tree is a guess. */
  readonly soundUntil: number;
  /** For the next version; absent unless blocks were given. */
  readonly blocks?: Blocks;
}

const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 200;

/**
 * Reads YAML 1.2, and JSON as a part of it. Every mistake becomes a finding; nothing is thrown.
 *
 * @param known blocks of an earlier version: with them, what is unchanged since is not read again
 */
export function parseSource(text: string, known?: Blocks): ParsedSource {
  const refused = refusal(text);
  if (refused !== undefined) return { findings: [refused], soundUntil: 0, ...(known && { blocks: known }) };
  const read = known && readBlocks(text, known);
  if (read !== undefined) return { ...read, findings: [], soundUntil: Infinity };

  const { root, broken, dubious } = readYaml(text);
  const firstError = Math.min(...broken.map(({ span }) => span.start));
  const soundUntil = firstError < Infinity ? topLevelBefore(text, firstError) : Infinity;
  return {
    findings: [...broken, ...dubious],
    soundUntil,
    ...(root && { root }),
    ...(known && { blocks: known }),
  };
}

/** Start of the last line without indentation that begins before an offset. */
function topLevelBefore(text: string, offset: number): number {
  for (let end = offset; end > 0;) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    if (start < offset && /[^\s#]/.test(text.charAt(start))) return start;
    end = start - 1;
  }
  return 0;
}

/** The YAML library recurses; text that would exhaust its stack must not reach it. */
function refusal(text: string): Finding<SchemaCode> | undefined {
  const refuse = (message: string, at: number): Finding<SchemaCode> => ({
    severity: 'error',
    code: 'too-large',
    message,
    span: { start: at, end: at + 1 },
  });
  if (text.length > MAX_LENGTH)
    return refuse(t('expected at most {0} characters, found {1}', MAX_LENGTH, text.length), 0);
  const at = tooDeepAt(text);
  return at === undefined ? undefined : refuse(t('nested more than {0} levels deep', MAX_DEPTH), at);
}

/**
 * Where nesting may pass the limit: so many brackets are open, or a line begins with so much indentation and so
 * many dashes, one column at least per level. Brackets in comments and quotes count; no honest config has as many.
 */
function tooDeepAt(text: string): number | undefined {
  let open = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    open = bracket === '[' || bracket === '{' ? open + 1 : Math.max(0, open - 1);
    if (open > MAX_DEPTH) return index;
  }
  const lead = new RegExp(`^[ \\t?:-]{${2 * MAX_DEPTH}}`, 'm').exec(text);
  return lead?.index;
}
