import { expect, test } from 'vitest';
import { csvOf, markdownOf, thinned } from '../../../../webview/model/table';

const table = {
  columns: ['Layer', 'he, seed 0', 'a|b'],
  rows: [
    ['dense_1', Math.fround(0.1), undefined],
    ['a "b"', Number.NaN, 1e-9],
  ],
};

test('CSV holds the figures in full and quotes what needs it', () => {
  expect(csvOf(table)).toBe('Layer,"he, seed 0",a|b\ndense_1,0.1,\n"a ""b""",NaN,1e-9\n');
});

test('Markdown aligns figures to the right and keeps bars out of the way', () => {
  expect(markdownOf(table)).toBe(
    [
      '| Layer | he, seed 0 | a\\|b |',
      '| --- | ---: | ---: |',
      '| dense_1 | 0.1000 | – |',
      '| a "b" | NaN | 1.00·10⁻⁹ |',
      '',
    ].join('\n'),
  );
});

test('thinning keeps both ends', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => [index]);
  const { rows: kept } = thinned({ columns: ['n'], rows }, 5);
  expect(kept.map(([n]) => n)).toEqual([0, 250, 500, 749, 999]);
});
