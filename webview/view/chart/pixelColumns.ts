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
  add(x: number, y: number): void {
    this.#cover(this.#columnOf(x), y);
  }

  /** Covers the way between two points, from left to right. */
  connect(fromX: number, fromY: number, toX: number, toY: number): void {
    const start = Math.max(this.#columnOf(fromX), -1) + 1;
    const end = Math.min(this.#columnOf(toX), this.#highest.length);
    // where the way crosses from one column into the next, both are covered
    for (let column = start; column <= end; column++) {
      const x = (column + this.#left) / this.#perUnit;
      const y = fromY + ((toY - fromY) * (x - fromX)) / (toX - fromX);
      this.#cover(column - 1, y);
      this.#cover(column, y);
    }
  }

  /**
   * As lines from top to bottom, a device's pixel wide, in one stroke: browsers draw those faster than as many rectangles.
   * @param width of the line, which reaches beyond it by half of that
   */
  stroke(ctx: CanvasRenderingContext2D, width: number): void {
    ctx.lineWidth = 1 / this.#perUnit;
    ctx.lineCap = 'butt';
    ctx.beginPath();
    for (let column = 0; column < this.#highest.length; column++) {
      const top = this.#highest[column] ?? Infinity;
      const bottom = this.#lowest[column] ?? -Infinity;
      if (top > bottom) continue;
      const x = (column + this.#left + 0.5) / this.#perUnit;
      ctx.moveTo(x, top - width / 2);
      ctx.lineTo(x, bottom + width / 2);
    }
    ctx.stroke();
  }

  #columnOf(x: number): number {
    return Math.floor(x * this.#perUnit) - this.#left;
  }

  #cover(column: number, y: number): void {
    if (y < (this.#highest[column] ?? -Infinity)) this.#highest[column] = y;
    if (y > (this.#lowest[column] ?? Infinity)) this.#lowest[column] = y;
  }
}
