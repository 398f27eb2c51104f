import { expect, test } from 'vitest';
import { DIGIT_SIDE, toDigit } from '../../../../webview/model/digit';

const SIDE = 224;

/** A drawing with ink where `has` says so. */
const drawn = (has: (row: number, column: number) => boolean): Float32Array =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => (has(Math.floor(i / SIDE), i % SIDE) ? 1 : 0));

/** Rows, then columns, that hold any ink. */
function extent(digit: Uint8Array): readonly (readonly [number, number])[] {
  const places = [...digit].flatMap((level, i) =>
    level > 0 ? [[Math.floor(i / DIGIT_SIDE), i % DIGIT_SIDE] as const] : [],
  );
  return [0, 1].map((axis) => {
    const all = places.map((place) => place[axis]!);
    return [Math.min(...all), Math.max(...all)] as const;
  });
}

function centreOfMass(digit: Uint8Array): readonly [number, number] {
  let [mass, row, column] = [0, 0, 0];
  for (const [i, level] of digit.entries()) {
    mass += level;
    row += level * (Math.floor(i / DIGIT_SIDE) + 0.5);
    column += level * ((i % DIGIT_SIDE) + 0.5);
  }
  return [row / mass, column / mass];
}

test('nothing drawn is no digit', () => {
  expect(
    toDigit(
      drawn(() => false),
      SIDE,
    ),
  ).toBeUndefined();
});

test('a bar fills 20 pixels of its longer side and keeps its proportions, wherever and however large it was drawn', () => {
  const bar = (top: number, left: number, scale: number) =>
    toDigit(
      drawn(
        (row, column) =>
          row >= top && row < top + 100 * scale && column >= left && column < left + 20 * scale,
      ),
      SIDE,
    )!;
  const digit = bar(5, 3, 1);
  expect(extent(digit)).toEqual([
    [4, 23],
    [12, 15],
  ]);
  expect(digit).toEqual(bar(10, 150, 2));
  expect(new Set(digit)).toEqual(new Set([0, 255]));
});

test('the centre of mass comes to lie in the middle, not that of the box', () => {
  const triangle = toDigit(
    drawn((row, column) => column <= row),
    SIDE,
  )!;
  expect(extent(triangle)).toEqual([
    [1, 20],
    [7, 26],
  ]);
  const [row, column] = centreOfMass(triangle);
  expect(Math.abs(row - 14)).toBeLessThanOrEqual(0.5);
  expect(Math.abs(column - 14)).toBeLessThanOrEqual(0.5);
});

test('edges become grey', () => {
  const disc = toDigit(
    drawn((row, column) => Math.hypot(row - 90, column - 90) < 47),
    SIDE,
  )!;
  const levels = new Set(disc);
  expect([...levels].some((level) => level > 30 && level < 225)).toBe(true);
  expect(disc[14 * DIGIT_SIDE + 14]).toBe(255);
});

test('a dot is one, too', () => {
  const dot = toDigit(
    drawn((row, column) => row === 100 && column === 7),
    SIDE,
  )!;
  expect(extent(dot)).toEqual([
    [4, 23],
    [4, 23],
  ]);
});
