import { describe, expect, test } from 'vitest';
import { DataError } from '../../../../src/data/error';
import { readIdx } from '../../../../src/data/readers/idx';

/** Type 0x0c (int32), shape 2×3, values 1 … 6 with a negative one. */
const INT32 = Uint8Array.from([
  ...[0, 0, 0x0c, 2, 0, 0, 0, 2, 0, 0, 0, 3],
  ...[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 255, 255, 255, 254, 0, 0, 0, 5, 0, 0, 0, 6],
]);

const changed = (byte: number, value: number): Uint8Array => {
  const bytes = INT32.slice();
  bytes[byte] = value;
  return bytes;
};

const problemOf = (bytes: Uint8Array): unknown => {
  try {
    return readIdx(bytes, 'f');
  } catch (error) {
    if (error instanceof DataError) return error.problem;
    throw error;
  }
};

describe('readIdx', () => {
  test('reads big-endian int32', () => {
    const { shape, values, byteOf } = readIdx(INT32, 'f');
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual([1, 2, 256, -2, 5, 6]);
    expect(byteOf?.(2)).toBe(20);
  });

  test.each([
    [0x08, [7, 250], [7, 250]],
    [0x09, [7, 250], [7, -6]],
    [0x0b, [1, 2, 255, 254], [258, -2]],
    [0x0d, [0x3f, 0xc0, 0, 0, 0xbf, 0x80, 0, 0], [1.5, -1]],
    [0x0e, [0x40, 0x09, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18, 0, 0, 0, 0, 0, 0, 0, 0], [Math.PI, 0]],
  ])('reads type %i', (type, data, values) => {
    const bytes = Uint8Array.from([0, 0, type, 1, 0, 0, 0, 2, ...data]);
    expect([...readIdx(bytes, 'f').values]).toEqual(values);
  });

  test.each([
    ['the first magic byte', changed(0, 1), 0],
    ['the second magic byte', changed(1, 0x1f), 0],
    ['an unknown type', changed(2, 0x0a), 2],
    ['no axes', changed(3, 0), 3],
    ['too many axes', changed(3, 9), 3],
    ['an empty axis', changed(7, 0), 4],
    ['a larger axis than there are values', changed(7, 3), INT32.length],
    ['a smaller axis than there are values', changed(7, 1), 24],
    ['a huge axis', changed(4, 255), INT32.length],
    ['a byte too many', Uint8Array.from([...INT32, 0]), INT32.length],
  ])('locates %s', (_, bytes, byte) => {
    expect(problemOf(bytes)).toMatchObject({ file: 'f', byte });
  });

  test('locates the end of a file cut anywhere', () => {
    for (let length = 0; length < INT32.length; length++) {
      expect(problemOf(INT32.subarray(0, length))).toMatchObject({ file: 'f', byte: length });
    }
  });

  test('says what was found and expected', () => {
    expect(() => readIdx(INT32.subarray(0, 20), 'train-images')).toThrow(
      'train-images, byte 20: found 20 bytes, expected 36 bytes for 2×3 values of type i32',
    );
  });
});
