import { describe, expect, test } from 'vitest';
import { duration, loss, percentSpread, significant } from '../../../../src/shared/figures';
import { sparkline } from '../../../../src/cli/format/sparkline';
import { table } from '../../../../src/cli/format/table';

describe('numbers', () => {
  test.each([
    [0.031249, '0.0312'],
    [1.43e-9, '1.43e-9'],
    [12345, '12345'],
    [-2, '-2.00'],
    [0, '0'],
    [NaN, 'NaN'],
    [-Infinity, '-∞'],
    [undefined, '–'],
  ])('%s has three significant digits: %s', (value, text) => {
    expect(significant(value)).toBe(text);
  });

  test('a spread is written once there is more than one value', () => {
    expect(percentSpread(0.9712, undefined)).toBe('97.1 %');
    expect(percentSpread(0.9712, 0.004)).toBe('97.1 ± 0.4 %');
    expect(percentSpread(NaN, 0)).toBe('NaN');
  });

  test('a loss has four decimals unless it has exploded', () => {
    expect([loss(2.302585), loss(3.2e7), loss(NaN)]).toEqual(['2.3026', '3.20e+7', 'NaN']);
  });

  test('durations', () => {
    expect([4.4, 185, 7810, Infinity].map(duration)).toEqual(['4 s', '3 min 05 s', '2 h 10 min', '–']);
  });
});

describe('sparkline', () => {
  test('spans from the lowest to the highest bar', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  });

  test('shows a value that is not finite, also among many', () => {
    expect(sparkline([1, NaN, 3], 8)).toBe('▁×█');
    expect(sparkline([1, 1, 1, Infinity, 3, 3], 3)).toBe('▁×█');
  });

  test('a flat or empty curve', () => {
    expect(sparkline([2, 2], 8)).toBe('▁▁');
    expect(sparkline([], 8)).toBe('');
  });

  test('a common range makes curves comparable', () => {
    expect(sparkline([0.5, 0.5], 8, { low: 0, high: 1 })).toBe('▅▅');
  });
});

test('a table aligns its columns whatever their script', () => {
  const columns = [
    { title: 'name', cell: (row: { name: string }) => row.name },
    { title: 'σ²', align: 'right' as const, cell: () => '1.00' },
  ];
  expect(table(columns, [{ name: 'é' }, { name: 'heNormal' }]).split('\n')).toEqual([
    'name        σ²',
    '────────  ────',
    'é         1.00',
    'heNormal  1.00',
  ]);
});
