import { readCheckpointNodes } from './checkpoints';
import type { Node } from './node';

interface Known {
  /** What the row kept when they were read, see `stateOf`. */
  readonly state: string;
  readonly nodes: readonly Node[];
}

/**
 * The checkpoints below rows that have been unfolded, held in memory: until the editor has been given the rows below one
 * that is drawn anew, their commands come without them.
 */
export class KeptRows {
  readonly #read: typeof readCheckpointNodes;
  /** By id of the row above. */
  readonly #known = new Map<string, Known>();

  constructor(read = readCheckpointNodes) {
    this.#read = read;
  }

  /** What is below a row: read when it is unfolded first, or another than in the last tree. */
  below(row: Node): readonly Node[] | Promise<readonly Node[]> {
    const known = this.#known.get(row.id);
    return known?.state === stateOf(row) ? known.nodes : this.#load(row);
  }

  /** Reads what a tree, which is yet to be drawn, has changed below unfolded rows; forgets rows that it no longer has. */
  async renew(tree: readonly Node[]): Promise<void> {
    const rows = new Map(keepersIn(tree).map((row) => [row.id, row]));
    const reading = [...this.#known].map(async ([id, { state }]) => {
      const row = rows.get(id);
      if (row === undefined) this.#known.delete(id);
      // what cannot be read is told of when the editor asks for it
      else if (stateOf(row) !== state) await this.#load(row).catch(() => this.#known.delete(id));
    });
    await Promise.all(reading);
  }

  async #load(row: Node): Promise<readonly Node[]> {
    const state = stateOf(row);
    const nodes = await this.#read(row);
    this.#known.set(row.id, { state, nodes });
    return nodes;
  }
}

const stateOf = ({ keeping }: Node): string => JSON.stringify(keeping);

const keepersIn = (nodes: readonly Node[]): readonly Node[] =>
  nodes.flatMap((node) => [...(node.keeping === undefined ? [] : [node]), ...keepersIn(node.children)]);
