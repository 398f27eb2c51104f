import { changedRows } from './changes';
import type { Node } from './node';

/**
 * Rows as the editor knows them: by their identity, which stays while what they show changes. So only what has changed is
 * drawn anew. While a row is, its commands come without it, and would have to ask what they are meant for.
 */
export class Rows {
  readonly #given = new Map<string, Node>();
  #tree: readonly Node[] = [];

  /** @returns the rows to draw anew, none where nothing has changed, undefined for all */
  update(tree: readonly Node[]): readonly Node[] | undefined {
    const changed = changedRows(this.#tree, tree);
    this.#tree = tree;
    visit(tree, (node) => {
      const known = this.#given.get(node.id);
      if (known !== undefined) become(known, node);
    });
    return changed?.flatMap(({ id }) => this.#given.get(id) ?? []);
  }

  /** The top rows. */
  get top(): readonly Node[] {
    return this.give(this.#tree);
  }

  /** @param nodes that are shown now */
  give(nodes: readonly Node[]): readonly Node[] {
    return nodes.map((node) => {
      const row = become(this.#given.get(node.id) ?? {}, node);
      this.#given.set(node.id, row);
      return row;
    });
  }
}

/** Has a row show what another does, and nothing that this one does not. */
function become(row: Partial<Node>, node: Node): Node {
  for (const key of Object.keys(row)) if (!Object.hasOwn(node, key)) Reflect.deleteProperty(row, key);
  return Object.assign(row, node);
}

function visit(nodes: readonly Node[], see: (node: Node) => void): void {
  for (const node of nodes) {
    see(node);
    visit(node.children, see);
  }
}
