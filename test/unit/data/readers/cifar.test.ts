import { describe, expect, test } from 'vitest';
import { CIFAR10, CIFAR100, readCifar } from '../../../../src/data/readers/cifar';

/** A record whose red, green and blue planes hold 1, 2 and 3 but for their first pixel: 10, 20, 30. */
const record = (...labels: number[]): Uint8Array => {
  const planes = [1, 2, 3].flatMap((color) => [10 * color, ...Array<number>(1023).fill(color)]);
  return Uint8Array.from([...labels, ...planes]);
};
const bytes = Buffer.concat([record(3), record(9)]);

describe('readCifar', () => {
  test('puts channels last', () => {
    const { count, shape, values } = readCifar([{ file: 'f', bytes }], CIFAR10);
    expect({ count, shape }).toEqual({ count: 2, shape: [32, 32, 3] });
    expect([...values.subarray(0, 6)]).toEqual([10, 20, 30, 1, 2, 3]);
    expect([...values.subarray(3072, 3078)]).toEqual([10, 20, 30, 1, 2, 3]);
  });

  test('joins files in order and takes the fine label of CIFAR-100', () => {
    const { targets } = readCifar(
      [
        { file: 'a', bytes: record(19, 99) },
        { file: 'b', bytes: record(0, 7) },
      ],
      CIFAR100,
    );
    expect(targets).toEqual({ kind: 'classes', labels: Int32Array.of(99, 7) });
  });

  test.each([0, 1, 3072, 3074, 6145])('refuses a file cut at %i', (length) => {
    expect(() => readCifar([{ file: 'f', bytes: bytes.subarray(0, length) }], CIFAR10)).toThrow(
      `f, byte ${length}: found the end of the file after ${Math.floor(length / 3073)} whole records, ` +
        'expected records of 3,073 bytes',
    );
  });

  test('locates a label out of range', () => {
    const wrong = Buffer.concat([record(0), record(10)]);
    expect(() => readCifar([{ file: 'f', bytes: wrong }], CIFAR10)).toThrow(
      'f, byte 3073: found label 10, expected 0 to 9',
    );
    expect(() => readCifar([{ file: 'f', bytes: record(20, 0) }], CIFAR100)).toThrow(
      'f, byte 0: found label 20',
    );
    expect(() => readCifar([{ file: 'f', bytes: record(0, 100) }], CIFAR100)).toThrow(
      'f, byte 1: found label 100',
    );
  });
});
