/** Pixels of a side of MNIST's pictures, and of the box that the digit itself fills. */
export const DIGIT_SIDE = 28;
const BOX = 20;

/**
 * A drawing as MNIST makes its pictures (LeCun, Cortes & Burges): what was drawn is scaled, its proportions kept and
 * grey levels from averaging, so that its longer side is 20 pixels, and moved so that its centre of mass lies at the
 * centre of 28 × 28 pixels.
 *
 * @param ink darkness from 0 to 1, side × side, row-major
 * @returns grey levels from 0 to 255, ink bright as in MNIST; undefined when nothing was drawn
 */
export function toDigit(ink: Float32Array, side: number): Uint8Array | undefined {
  const box = boxOf(ink, side);
  if (box === undefined) return undefined;
  const scale = Math.max(box.width, box.height) / BOX;
  const columns = Math.max(1, Math.round(box.width / scale));
  const rows = Math.max(1, Math.round(box.height / scale));
  const scaled: { readonly row: number; readonly column: number; readonly level: number }[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      scaled.push({
        row,
        column,
        level: mean(ink, side, {
          top: box.top + (row * box.height) / rows,
          bottom: box.top + ((row + 1) * box.height) / rows,
          left: box.left + (column * box.width) / columns,
          right: box.left + ((column + 1) * box.width) / columns,
        }),
      });
  const mass = scaled.reduce((sum, { level }) => sum + level, 0);
  const centre = (place: 'row' | 'column'): number =>
    scaled.reduce((sum, pixel) => sum + (pixel[place] + 0.5) * pixel.level, 0) / mass;
  const [down, right] = [shift(centre('row'), rows), shift(centre('column'), columns)];
  const digit = new Uint8Array(DIGIT_SIDE * DIGIT_SIDE);
  for (const { row, column, level } of scaled)
    digit[(row + down) * DIGIT_SIDE + column + right] = Math.round(255 * level);
  return digit;
}

/** How far to move, so that the centre comes to lie in the middle and nothing outside. */
const shift = (centre: number, length: number): number =>
  Math.min(Math.max(Math.round(DIGIT_SIDE / 2 - centre), 0), DIGIT_SIDE - length);

interface Box {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(ink: Float32Array, side: number): Box | undefined {
  let [top, bottom, left, right] = [side, -1, side, -1];
  for (const [index, level] of ink.entries()) {
    if (level <= 0) continue;
    const [row, column] = [Math.floor(index / side), index % side];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  }
  return bottom < 0 ? undefined : { top, left, width: right - left + 1, height: bottom - top + 1 };
}

/** Mean darkness of a rectangle, pixels at its edge counted by the part that lies in it. */
function mean(
  ink: Float32Array,
  side: number,
  { top, bottom, left, right }: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>,
): number {
  let sum = 0;
  for (let row = Math.floor(top); row < bottom; row++) {
    const height = Math.min(row + 1, bottom) - Math.max(row, top);
    for (let column = Math.floor(left); column < right; column++) {
      const width = Math.min(column + 1, right) - Math.max(column, left);
      sum += height * width * (ink[row * side + column] ?? 0);
    }
  }
  return sum / ((bottom - top) * (right - left));
}
