export interface Point {
  readonly step: number;
  readonly value: number;
}

/** Latest points kept: what rules may ask for in a row. */
export const KEPT = 16;
/** Share by which a loss has to fall below the best before it to count as an improvement. */
const IMPROVEMENT = 0.01;

/** What rules remember of one series: bounded, however long the run. */
export class Track {
  /** Oldest first, at most `KEPT`. */
  readonly recent: Point[] = [];
  #first: Point | undefined;
  #best: Point | undefined;

  /** The first point; undefined before it. */
  get first(): Point | undefined {
    return this.#first;
  }

  get latest(): Point | undefined {
    return this.recent.at(-1);
  }

  /** The last point that was lower than the best before it by at least 1 %. */
  get best(): Point | undefined {
    return this.#best;
  }

  push(step: number, value: number): void {
    const point = { step, value };
    this.#first ??= point;
    if (this.#best === undefined || value < this.#best.value * (1 - IMPROVEMENT)) this.#best = point;
    this.recent.push(point);
    if (this.recent.length > KEPT) this.recent.shift();
  }

  /** Whether the last `count` points are there and all fulfil a condition. */
  lately(count: number, holds: (value: number) => boolean): boolean {
    return this.recent.length >= count && this.recent.slice(-count).every(({ value }) => holds(value));
  }
}
