import { expect, test } from 'vitest';
import { PixelColumns } from '../../../../../webview/view/chart/columns';

/** What is filled, as [x, top, width, height]. */
function filled(columns: PixelColumns, width = 0): readonly (readonly number[])[] {
  const rectangles: number[][] = [];
  const ctx = { fillRect: (...rectangle: number[]) => rectangles.push(rectangle) };
  columns.fill(ctx as unknown as CanvasRenderingContext2D, width);
  return rectangles;
}

test('a column reaches from its highest to its lowest point, and half of the line beyond', () => {
  const columns = new PixelColumns(10, 12, 1);
  columns.add({ x: 10.2, y: 5 });
  columns.add({ x: 10.7, y: 1 });
  columns.add({ x: 11.5, y: 3 });
  expect(filled(columns)).toEqual([
    [10, 1, 1, 4],
    [11, 3, 1, 0],
  ]);
  expect(filled(columns, 2)[0]).toEqual([10, 0, 1, 6]);
});

test('the way between two points covers each column that it crosses, as far as it goes there', () => {
  const columns = new PixelColumns(0, 4, 1);
  columns.add({ x: 0.5, y: 0 });
  columns.add({ x: 2.5, y: 4 });
  columns.connect({ x: 0.5, y: 0 }, { x: 2.5, y: 4 });
  expect(filled(columns)).toEqual([
    [0, 0, 1, 1],
    [1, 1, 1, 2],
    [2, 3, 1, 1],
  ]);
});

test('columns are those of the device, and what lies outside is left out', () => {
  const columns = new PixelColumns(0, 1, 2);
  columns.connect({ x: -100, y: 7 }, { x: 100, y: 7 });
  columns.add({ x: 5, y: 9 });
  expect(filled(columns)).toEqual([
    [0, 7, 0.5, 0],
    [0.5, 7, 0.5, 0],
  ]);
});
