import { expect, test } from 'vitest';
import { PixelColumns } from '../../../../../webview/view/chart/pixelColumns';

/** Lines from top to bottom, as [x, top, bottom], and how wide they are. */
function stroked(columns: PixelColumns, width = 0): { lines: readonly (readonly number[])[]; wide: number } {
  const lines: number[][] = [];
  const ctx = {
    lineWidth: 0,
    beginPath: () => undefined,
    moveTo: (x: number, y: number) => lines.push([x, y]),
    lineTo: (_: number, y: number) => lines.at(-1)?.push(y),
    stroke: () => undefined,
  };
  columns.stroke(ctx as unknown as CanvasRenderingContext2D, width);
  return { lines, wide: ctx.lineWidth };
}

test('a column reaches from its highest to its lowest point, and half of the line beyond', () => {
  const columns = new PixelColumns(10, 12, 1);
  columns.add(10.2, 5);
  columns.add(10.7, 1);
  columns.add(11.5, 3);
  expect(stroked(columns)).toEqual({
    lines: [
      [10.5, 1, 5],
      [11.5, 3, 3],
    ],
    wide: 1,
  });
  expect(stroked(columns, 2).lines[0]).toEqual([10.5, 0, 6]);
});

test('the way between two points covers each column that it crosses, as far as it goes there', () => {
  const columns = new PixelColumns(0, 4, 1);
  columns.add(0.5, 0);
  columns.add(2.5, 4);
  columns.connect(0.5, 0, 2.5, 4);
  expect(stroked(columns).lines).toEqual([
    [0.5, 0, 1],
    [1.5, 1, 3],
    [2.5, 3, 4],
  ]);
});

test('columns are those of the device, and what lies outside is left out', () => {
  const columns = new PixelColumns(0, 1, 2);
  columns.connect(-100, 7, 100, 7);
  columns.add(5, 9);
  expect(stroked(columns)).toEqual({
    lines: [
      [0.25, 7, 7],
      [0.75, 7, 7],
    ],
    wide: 0.5,
  });
});
