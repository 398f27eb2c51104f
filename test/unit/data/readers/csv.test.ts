import { describe, expect, test } from 'vitest';
import { toPathParameters } from '../../../../src/data/pathParameters';
import { readCsv } from '../../../../src/data/readers/csv';

const read = (text: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  readCsv(new TextEncoder().encode(text), 'f.csv', toPathParameters(parameters));

describe('readCsv', () => {
  test('takes a text column as classes and the others as features', () => {
    const { train, classes, outputs } = read('a,b,species\n1,2.5,"dog, big"\n3,-4e1,cat\n\n5,6,"dog, big"\n');
    expect(classes).toEqual(['cat', 'dog, big']);
    expect(outputs).toBe(2);
    expect(train).toMatchObject({ count: 3, shape: [2] });
    expect([...train.values]).toEqual([1, 2.5, 3, -40, 5, 6]);
    expect(train.targets).toEqual({ kind: 'classes', labels: Int32Array.of(1, 0, 1) });
  });

  test.each([
    ['the column called label', 'label,a,b\n7,1,2\n8,3,4\n', {}],
    ['a named column', 'a,kind,b\n1,7,2\n3,8,4\n', { label: 'kind' }],
    ['a column by position', '1,7,2\n3,8,4\n', { label: '1' }],
    ['the last column', '1;2;7\r\n3;4;8\r\n', { separator: 'semicolon' }],
    ['after a byte order mark', '\uFEFFa\tb\tClass\n1\t2\t7\n3\t4\t8', { separator: 'tab' }],
    ['a header of numbers', '0,1,2\n1,2,7\n3,4,8\n', { header: 'yes' }],
  ])('finds the target: %s', (_, text, parameters) => {
    const { train, classes } = read(text, parameters);
    expect(classes).toEqual(['7', '8']);
    expect([...train.values]).toEqual([1, 2, 3, 4]);
  });

  test('orders numeric classes by number', () => {
    expect(read('1,10\n1,9\n1,-1\n').classes).toEqual(['-1', '9', '10']);
  });

  test('reads numbers to predict', () => {
    const { train, outputs, classes } = read('x,y\n1,0.5\n2,-1\n', { target: 'values' });
    expect(train.targets).toEqual({ kind: 'values', values: Float32Array.of(0.5, -1), width: 1 });
    expect({ outputs, classes }).toEqual({ outputs: 1, classes: undefined });
  });

  test.each([
    [
      'a cell that is no number',
      'a,b\n1,2\nx,4\n',
      {},
      'f.csv, line 3: found "x" in column "a", expected a number',
    ],
    ['an empty cell', 'a,b\n,4\n', {}, 'f.csv, line 2: found "" in column "a", expected a number'],
    ['NaN', 'a,b\nNaN,4\n', {}, 'line 2: found "NaN" in column "a"'],
    ['an empty class', 'a,b\n1,\n', {}, 'line 2: found an empty cell in column "b", expected a class'],
    ['a short line', 'a,b\n1,2\n3\n', {}, 'f.csv, line 3: found 1 cells, expected 2 as in the first line'],
    ['an open quote', 'a,b\n1,"2\n', {}, 'f.csv, line 2: found Quote Not Closed'],
    ['no data', 'a,b\n', {}, 'f.csv: found no line of data, expected at least one'],
    ['nothing', '', {}, 'f.csv: found no line of data'],
    ['the wrong separator', 'a;b\n1;2\n', {}, 'f.csv, line 1: found a single column'],
    [
      'an unknown label',
      'a,b\n1,2\n',
      { label: 'c' },
      'found no column "c", expected one of the columns a, b',
    ],
    ['a target that is no number', 'a,b\n1,x\n', { target: 'values' }, 'line 2: found "x" in column "b"'],
  ])('locates %s', (_, text, parameters, message) => {
    expect(() => read(text, parameters)).toThrow(message);
  });

  test('suspects regression behind too many classes', () => {
    const text = Array.from({ length: 1_001 }, (_, i) => `1,${i}\n`).join('');
    expect(() => read(text)).toThrow('1,001 different values in column "1", expected at most 1,000 classes');
  });
});
