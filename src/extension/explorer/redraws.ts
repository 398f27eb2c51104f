import { Signal } from '../ui/signal';

/** Milliseconds after which the editor is not waited for: it never asks where a row above has been folded. */
const LIMIT = 5000;

/** How much longer than a redraw the rest after it is, and its most in milliseconds. */
const REST = { share: 2, most: 10_000 };

/**
 * The pace at which rows are drawn anew. The editor works off one redraw after the other, each in as much time as a busy
 * machine gives it, and loses the rows below one that is drawn anew until it has asked for them again. Redraws that come
 * faster would pile up, show what was long ago, and leave no moment in which rows take commands. So the next waits until
 * the editor has asked for what the last one changed, and then rests for longer than that took.
 */
export class Redraws<Row> {
  readonly #asked = new Signal<{ readonly row: Row; readonly below: boolean }>();
  /** Rows of which the editor is known to show what is below. */
  readonly #unfolded = new Set<Row>();

  /** The editor asks how a row looks. */
  looked(row: Row): void {
    this.#asked.fire({ row, below: false });
  }

  /** The editor asks for what is below a row. */
  opened(row: Row): void {
    this.#unfolded.add(row);
    this.#asked.fire({ row, below: true });
  }

  /** Some row has been folded, and with it all below. */
  folded(): void {
    this.#unfolded.clear();
  }

  /**
   * To be called just before the editor is told to draw rows anew.
   *
   * @returns when the next redraw may be told
   */
  async pace(rows: readonly Row[]): Promise<void> {
    const begun = Date.now();
    const unfolded = rows.filter((row) => this.#unfolded.has(row));
    // how they look is asked when their turn has come, what is below them when their drawing is under way
    const awaited = new Set(unfolded.length > 0 ? unfolded : rows);
    const isAsked = await this.#hears(
      ({ row, below }) => awaited.has(row) && (below || unfolded.length === 0),
    );
    if (isAsked) await new Promise((resolve) => setTimeout(resolve, restAfter(Date.now() - begun)));
    else this.#unfolded.clear();
  }

  /** False when it is not asked within the limit. */
  #hears(isMeant: (asked: { readonly row: Row; readonly below: boolean }) => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isAsked: boolean): void => {
        clearTimeout(limit);
        listening.dispose();
        resolve(isAsked);
      };
      const limit = setTimeout(() => end(false), LIMIT);
      const listening = this.#asked.listen((asked) => {
        if (isMeant(asked)) end(true);
      });
    });
  }
}

const restAfter = (milliseconds: number): number => Math.min(REST.share * milliseconds, REST.most);
