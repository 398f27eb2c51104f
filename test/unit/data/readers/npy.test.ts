import { describe, expect, test } from 'vitest';
import { readNpy } from '../../../../src/data/readers/npy';
import { bytesOf, npy } from '../files';

describe('readNpy', () => {
  test.each([
    ['|u1', Uint8Array.of(1, 2, 255)],
    ['|i1', Int8Array.of(1, 2, -1)],
    ['<u2', Uint16Array.of(1, 2, 65535)],
    ['<i4', Int32Array.of(1, 2, -3)],
    ['<u4', Uint32Array.of(1, 2, 4294967295)],
    ['<f4', Float32Array.of(1.5, 2, -3)],
    ['<f8', Float64Array.of(1.1, 2, -3)],
  ])('reads %s', (descr, values) => {
    expect([...readNpy(npy(descr, [3], bytesOf(values)), 'f').values]).toEqual([...values]);
  });

  test('reads 64-bit integers as exact doubles, booleans as bytes, and big-endian numbers', () => {
    const int64 = npy('<i8', [2], bytesOf(BigInt64Array.of(-5n, 9007199254740991n)));
    expect([...readNpy(int64, 'f').values]).toEqual([-5, 9007199254740991]);
    expect([...readNpy(npy('|b1', [2], Uint8Array.of(1, 0)), 'f').values]).toEqual([1, 0]);
    expect([...readNpy(npy('>i2', [2], Uint8Array.of(1, 0, 255, 254)), 'f').values]).toEqual([256, -2]);
  });

  test('rearranges Fortran order', () => {
    // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4)).tobytes('A')
    const stored = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
    const { values, shape } = readNpy(npy('|u1', [2, 3, 4], Uint8Array.from(stored), true), 'f');
    expect(shape).toEqual([2, 3, 4]);
    expect([...values]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  const intact = npy('<f4', [3], bytesOf(Float32Array.of(1, 2, 3)));
  test('locates the end of a file cut anywhere', () => {
    for (let length = 0; length < intact.length; length++) {
      expect(() => readNpy(intact.subarray(0, length), 'f', 'x.npy')).toThrow(
        `f, x.npy, byte ${length}: found`,
      );
    }
  });

  test.each([
    ['the magic', 0, 0, 'byte 0: found 0x00'],
    ['the version', 6, 9, 'byte 6: found format version 9'],
  ])('refuses %s changed', (_, byte, value, message) => {
    const bytes = intact.slice();
    bytes[byte] = value;
    expect(() => readNpy(bytes, 'f')).toThrow(message);
  });

  test('refuses types that are no numbers', () => {
    expect(() => readNpy(npy('|O', [1], new Uint8Array(8)), 'f')).toThrow("'descr': '|O'");
    expect(() => readNpy(npy('<c8', [1], new Uint8Array(8)), 'f')).toThrow('expected numbers of type u1');
  });
});
