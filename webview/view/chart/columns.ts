import type { Point } from '../../model/decimation';

/**
 * A line or band as what it covers of each column of pixels. Where a noisy line runs up and down within each pixel, this
 * is what a stroke of it shows, at a hundredth of the cost: a stroke has an outline, joins and dashes for every segment.
 */
export class PixelColumns {
  readonly #left: number;
  readonly #perUnit: number;
  readonly #highest: Float32Array;
  readonly #lowest: Float32Array;

  /** @param ratio columns per unit of x, those of the device */
  constructor(left: number, right: number, ratio: number) {
    const count = Math.max(0, Math.ceil((right - left) * ratio));
    this.#left = Math.floor(left * ratio);
    this.#perUnit = ratio;
    this.#highest = new Float32Array(count).fill(Infinity);
    this.#lowest = new Float32Array(count).fill(-Infinity);
  }

  /** Covers a point. */
  add({ x, y }: Point): void {
    this.#cover(Math.floor(x * this.#perUnit) - this.#left, y);
  }

  /** Covers the way between two points, from left to right. */
  connect(from: Point, to: Point): void {
    const [start, end] = [from, to].map(({ x }) => Math.floor(x * this.#perUnit) - this.#left) as [
      number,
      number,
    ];
    // where the way crosses from one column into the next, both are covered
    for (let column = Math.max(start, -1) + 1; column <= Math.min(end, this.#highest.length); column++) {
      const x = (column + this.#left) / this.#perUnit;
      const y = from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
      this.#cover(column - 1, y);
      this.#cover(column, y);
    }
  }

  /** @param width of the line, which reaches beyond it by half of that */
  fill(ctx: CanvasRenderingContext2D, width: number): void {
    this.#highest.forEach((top, column) => {
      const bottom = this.#lowest[column] ?? -Infinity;
      if (top > bottom) return;
      const x = (column + this.#left) / this.#perUnit;
      ctx.fillRect(x, top - width / 2, 1 / this.#perUnit, bottom - top + width);
    });
  }

  #cover(column: number, y: number): void {
    if (y < (this.#highest[column] ?? -Infinity)) this.#highest[column] = y;
    if (y > (this.#lowest[column] ?? Infinity)) this.#lowest[column] = y;
  }
}
