import type { Span } from './problem';

/**
 * A config file as a tree of scalars, sequences and mappings, aliases and merge keys resolved. Nodes keep where
 * they were written; what came through an alias has the place of the alias.
 */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode;

interface Common {
  readonly span: Span;
  /** Came through an alias: a change at `span` would not mend it. */
  readonly aliased: boolean;
  /**
   * The node that this one is moved from, where it was read once and kept: what follows from it alone is known by it.
   */
  readonly origin?: SyntaxNode;
}

export interface ScalarNode extends Common {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, quotes included; empty where nothing was. */
  readonly text: string;
}

export interface SequenceNode extends Common {
  readonly kind: 'sequence';
  readonly items: readonly SyntaxNode[];
}

export interface MappingNode extends Common {
  readonly kind: 'mapping';
  /** In order, each key once. */
  readonly entries: readonly MappingEntry[];
}

export interface MappingEntry extends Omit<Common, 'origin'> {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SyntaxNode;
}

export const findEntry = (node: SyntaxNode | undefined, key: string): MappingEntry | undefined =>
  node?.kind === 'mapping' ? node.entries.find((entry) => entry.key === key) : undefined;

/** The node reached by keys and indices, as far as there is one. */
export const nodeAt = (
  root: SyntaxNode | undefined,
  path: readonly (string | number)[],
): SyntaxNode | undefined =>
  path.reduce<SyntaxNode | undefined>(
    (node, step) =>
      typeof step === 'string'
        ? findEntry(node, step)?.value
        : node?.kind === 'sequence'
          ? node.items[step]
          : undefined,
    root,
  );

export const isNothing = (node: SyntaxNode): boolean => node.kind === 'scalar' && node.value === null;

/** What a tree says, as JSON would. */
export function plain(node: SyntaxNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(plain);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  }
}
