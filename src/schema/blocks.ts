import type { MappingEntry, SyntaxNode } from './syntax';
import { isNothing } from './syntax';
import { readYaml } from './yaml';

/**
 * What was read of each block of a file, by its text; `null` where it cannot be read alone. Spans count from its
 * start.
 */
export type Blocks = ReadonlyMap<string, SyntaxNode | null>;

/** Where nothing was read before. */
export const NO_BLOCKS: Blocks = new Map();

/** Bodies of fewer lines are read in one go. */
const LONG = 8;

/** What makes more of a file than its blocks: a byte order mark, documents, directives; tabs that indent, stray CRs. */
const UNUSUAL = /^\uFEFF|^(?:---|\.\.\.|%)|^ *\t|\r(?!\n)/m;

/** A line with nothing but a plain key: its value follows below. */
const HEADER = /^ *[A-Za-z_$][\w$.-]*: *(?: #[^\n]*)?\r?\n/;

/** An item of a sequence up to its dash, a key behind it. */
const ITEM = /^ *-(?= +[A-Za-z_$])/;

/**
 * Reads a file in block style by its blocks: the entries or items that begin in the same column, each with the lines
 * below that are further in. What a block says does not depend on its neighbours, so that one that was read before is
 * only moved to its place: after a keystroke one block is read, however long the file.
 *
 * @param known what was read of an earlier version
 * @returns exactly what reading the whole would give, and what was read of each block; undefined where the whole has
 *   to be read, because anything is broken or dubious, given twice, or refers to another place
 */
export function readBlocks(text: string, known: Blocks): { root: SyntaxNode; blocks: Blocks } | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const reader = new BlockReader(known);
  const root = reader.body(text, 0);
  return root && { root, blocks: reader.read };
}

class BlockReader {
  readonly read = new Map<string, SyntaxNode | null>();
  readonly #known: Blocks;

  constructor(known: Blocks) {
    this.#known = known;
  }

  /** The mapping or sequence that a text consists of from an offset on, the start of a line. */
  body(text: string, from: number): SyntaxNode | undefined {
    const starts = blockStarts(text, from);
    const parts: SyntaxNode[] = [];
    for (const [index, start] of starts.entries()) {
      const part = this.#block(text.slice(start, starts[index + 1]));
      if (part === null) return undefined;
      parts.push(moved(part, start));
    }
    return joined(parts);
  }

  /** A mapping of one entry or a sequence of one item. */
  #block(text: string): SyntaxNode | null {
    const known = this.read.get(text) ?? this.#known.get(text);
    const node = known === undefined ? (this.#byParts(text) ?? readAlone(text)) : known;
    this.read.set(text, node);
    return node;
  }

  /** A long block whose parts are read one by one: a key and its body, or a dash and the mapping behind it. */
  #byParts(text: string): SyntaxNode | undefined {
    if (text.split('\n', LONG).length < LONG) return undefined;
    const header = HEADER.exec(text)?.[0];
    if (header !== undefined) return this.#headed(text, header);
    const dash = ITEM.exec(text)?.[0];
    return dash === undefined ? undefined : this.#dashed(text, dash.length - 1);
  }

  #headed(text: string, header: string): SyntaxNode | undefined {
    const body = this.body(text, header.length);
    const key = body && readAlone(header);
    const [entry] = key?.kind === 'mapping' ? key.entries : [];
    if (body === undefined || entry === undefined || !isNothing(entry.value)) return undefined;
    const span = { start: entry.keySpan.start, end: body.span.end };
    return { kind: 'mapping', entries: [{ ...entry, value: body, span }], span, aliased: false };
  }

  /** With a space for its dash, an item is the mapping that it holds. */
  #dashed(text: string, dash: number): SyntaxNode | undefined {
    const body = this.body(`${text.slice(0, dash)} ${text.slice(dash + 1)}`, 0);
    if (body?.kind !== 'mapping') return undefined;
    return { kind: 'sequence', items: [body], span: { start: dash, end: body.span.end }, aliased: false };
  }
}

/**
 * Starts of the lines that begin a block: those in the column of the first line that says anything. None where a
 * line is further out. A dash may stand in the column of the key that it belongs to, and so may a closing bracket.
 */
function blockStarts(text: string, from: number): number[] {
  const starts: number[] = [];
  let first: { readonly column: number; readonly dashed: boolean } | undefined;
  for (let line = from; line < text.length; line = nextLine(text, line)) {
    let at = line;
    while (text.charAt(at) === ' ') at++;
    const char = text.charAt(at);
    if (char === '' || char === '#' || char === '\n' || char === '\r') continue;
    const dashed = char === '-';
    first ??= { column: at - line, dashed };
    const goesOn = char === ']' || char === '}' || (dashed && !first.dashed);
    if (at - line < first.column || (goesOn && starts.length === 0)) return [];
    if (at - line === first.column && !goesOn) starts.push(line);
  }
  return starts;
}

function nextLine(text: string, line: number): number {
  const end = text.indexOf('\n', line);
  return end < 0 ? text.length : end + 1;
}

function readAlone(text: string): SyntaxNode | null {
  const { root, broken, dubious } = readYaml(text);
  return root && broken.length === 0 && dubious.length === 0 ? root : null;
}

/** One mapping or sequence of blocks of a kind; undefined where they are none, or a key is given twice or merged. */
function joined(parts: readonly SyntaxNode[]): SyntaxNode | undefined {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const place = { span: { start: first.span.start, end: last.span.end }, aliased: false };
  if (first.kind === 'sequence') {
    const items = parts.flatMap((part) => (part.kind === 'sequence' ? part.items : []));
    return items.length === parts.length ? { kind: 'sequence', items, ...place } : undefined;
  }
  const entries = parts.flatMap((part) => (part.kind === 'mapping' ? part.entries : []));
  const keys = new Set(entries.map(({ key }) => key));
  const isOwn = ({ keySpan }: MappingEntry, index: number): boolean =>
    keySpan.start === parts[index]?.span.start;
  return entries.length === parts.length && keys.size === parts.length && entries.every(isOwn)
    ? { kind: 'mapping', entries, ...place }
    : undefined;
}

/** The same node further on in a file. Written out, for it is done to every node at every keystroke. */
function moved(node: SyntaxNode, by: number): SyntaxNode {
  const span = { start: node.span.start + by, end: node.span.end + by };
  const { aliased, origin = node } = node;
  switch (node.kind) {
    case 'scalar':
      return { kind: 'scalar', value: node.value, text: node.text, span, aliased, origin };
    case 'sequence':
      return { kind: 'sequence', items: node.items.map((item) => moved(item, by)), span, aliased, origin };
    case 'mapping': {
      const entries = node.entries.map((entry) => movedEntry(entry, by));
      return { kind: 'mapping', entries, span, aliased, origin };
    }
  }
}

const movedEntry = ({ key, keySpan, value, span, aliased }: MappingEntry, by: number): MappingEntry => ({
  key,
  keySpan: { start: keySpan.start + by, end: keySpan.end + by },
  value: moved(value, by),
  span: { start: span.start + by, end: span.end + by },
  aliased,
});
