import { isAlias, isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap } from 'yaml';
import { t } from '../shared/l10n';
import type { SchemaCode } from './codes';
import type { Finding, Span } from './problem';
import type { MappingEntry, SyntaxNode } from './syntax';

/** Nodes that aliases may add in all: far more than a config needs, far less than an alias bomb yields. */
const MAX_ALIASED = 10_000;

/** Turns what the YAML library read into a syntax tree; `undefined` for an empty document. */
export function buildTree(
  contents: unknown,
  text: string,
): { root: SyntaxNode | undefined; findings: readonly Finding<SchemaCode>[] } {
  const builder = new TreeBuilder(text);
  const root = contents === null || contents === undefined ? undefined : builder.node(contents, 0, undefined);
  return { root, findings: builder.findings };
}

class TreeBuilder {
  readonly findings: Finding<SchemaCode>[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, Node>();
  /** Anchored collections that are being built: an alias to one of them would never end. */
  readonly #open = new Set<Node>();
  #aliased = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param through the alias that led here; its span stands in for that of all it holds */
  node(source: unknown, offset: number, through: Span | undefined): SyntaxNode {
    if (through !== undefined && ++this.#aliased > MAX_ALIASED) return this.#nothing(through, true);
    if (isAlias(source)) return this.#alias(source.source, this.#span(source, offset), through);
    if (isScalar(source)) return this.#scalar(source, offset, through);
    if (!isCollection(source)) return this.#nothing(through ?? { start: offset, end: offset }, !!through);

    if (source.anchor !== undefined) this.#anchors.set(source.anchor, source);
    const place = { span: through ?? this.#span(source, offset), aliased: through !== undefined };
    this.#open.add(source);
    const node: SyntaxNode = isSeq(source)
      ? {
          kind: 'sequence',
          items: source.items.map((item) => this.node(item, place.span.end, through)),
          ...place,
        }
      : {
          kind: 'mapping',
          entries: isMap(source) ? this.#entries(source, place.span, through) : [],
          ...place,
        };
    this.#open.delete(source);
    return node;
  }

  #scalar(source: Scalar, offset: number, through: Span | undefined): SyntaxNode {
    if (source.anchor !== undefined) this.#anchors.set(source.anchor, source);
    const own = this.#span(source, offset);
    const { value } = source;
    const isPlain =
      value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    const text = this.#text.slice(own.start, own.end);
    return {
      kind: 'scalar',
      value: isPlain ? value : text,
      text,
      span: through ?? own,
      aliased: through !== undefined,
    };
  }

  #alias(name: string, span: Span, through: Span | undefined): SyntaxNode {
    const target = this.#anchors.get(name);
    const place = through ?? span;
    if (target === undefined)
      this.#report('alias', t('alias *{0} has no anchor &{0} before it', name), place);
    else if (this.#open.has(target))
      this.#report('alias', t('alias *{0} stands inside what it refers to', name), place);
    else {
      const node = this.node(target, place.start, place);
      if (this.#aliased > MAX_ALIASED)
        this.#report('alias', t('aliases expand to more than {0} values', MAX_ALIASED), place);
      return node;
    }
    return this.#nothing(place, true);
  }

  #entries(source: YAMLMap, parent: Span, through: Span | undefined): MappingEntry[] {
    const own = new Map<string, MappingEntry>();
    const merged = new Map<string, MappingEntry>();
    for (const pair of source.items) {
      const entry = this.#entry(pair, parent, through);
      if (entry === undefined) continue;
      if (entry.key === '<<') this.#merge(entry, merged);
      else if (own.has(entry.key))
        this.#report(
          'duplicate-key',
          t('duplicate key "{0}"; it was given before', entry.key),
          entry.keySpan,
        );
      else own.set(entry.key, entry);
    }
    return [...own.values(), ...[...merged.values()].filter(({ key }) => !own.has(key))];
  }

  #entry(pair: Pair, parent: Span, through: Span | undefined): MappingEntry | undefined {
    const { key } = pair;
    if (!isScalar(key) || key.value === null) {
      const at = key instanceof Object ? this.#span(key, parent.start) : parent;
      this.#report('bad-key', t('expected a key of plain text'), through ?? at);
      return undefined;
    }
    const written = this.#span(key, parent.start);
    const keySpan = through ?? written;
    const value = this.node(pair.value, written.end, through);
    return {
      key: typeof key.value === 'string' ? key.value : this.#text.slice(written.start, written.end),
      keySpan,
      value,
      span: { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) },
      aliased: through !== undefined,
    };
  }

  /** `<<: *base` or `<<: [*a, *b]`: keys given earlier win (YAML 1.1, merge key type). */
  #merge({ value, keySpan }: MappingEntry, into: Map<string, MappingEntry>): void {
    for (const source of value.kind === 'sequence' ? value.items : [value]) {
      if (source.kind !== 'mapping')
        this.#report('wrong-type', t('expected a mapping to merge (<<)'), keySpan);
      else for (const entry of source.entries) if (!into.has(entry.key)) into.set(entry.key, entry);
    }
  }

  #nothing(span: Span, aliased: boolean): SyntaxNode {
    return { kind: 'scalar', value: null, text: '', span, aliased };
  }

  #span(source: unknown, offset: number): Span {
    const range = (source as { range?: readonly number[] | null }).range;
    const [start = offset, end = start] = range ?? [];
    const trimmed = start + this.#text.slice(start, end).trimEnd().length;
    return { start, end: trimmed };
  }

  #report(code: SchemaCode, message: string, span: Span): void {
    if (!this.findings.some((f) => f.code === code && f.span.start === span.start))
      this.findings.push({ severity: 'error', code, message, span });
  }
}
