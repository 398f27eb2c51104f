import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { withNpz } from '../../../../src/data/readers/npz';
import { npy, writeFolder } from '../files';

const array = npy(
  '|u1',
  [5_000],
  Uint8Array.from({ length: 5_000 }, (_, i) => i % 7),
);
const deflated = zipSync({ 'x.npy': array, 'y.npy': array });
const stored = zipSync({ 'x.npy': array }, { level: 0 });

const write = (bytes: Uint8Array): string => join(writeFolder({ 'a.npz': bytes }), 'a.npz');
const readX = (bytes: Uint8Array, firstBytes?: number): Promise<Uint8Array> =>
  withNpz(write(bytes), ({ read }) => read('x', firstBytes));

describe('withNpz', () => {
  test('lists arrays and reads stored and deflated members', async () => {
    expect(await withNpz(write(deflated), ({ names }) => Promise.resolve(names))).toEqual(['x', 'y']);
    expect(Buffer.compare(await readX(deflated), array)).toBe(0);
    expect(Buffer.compare(await readX(stored), array)).toBe(0);
  });

  test('reads only the start of a member when that is enough', async () => {
    const start = await readX(stored, 100);
    expect(start.length).toBeGreaterThanOrEqual(100);
    expect(Buffer.compare(start, array.subarray(0, start.length))).toBe(0);
  });

  test('refuses a changed value by its checksum', async () => {
    const bytes = stored.slice();
    bytes[2_000]! ^= 1;
    await expect(readX(bytes)).rejects.toThrow(/a\.npz, x\.npy: found CRC-32 .* expected the CRC-32/);
  });

  test.each([0, 10, 40, 300, stored.length - 60, stored.length - 1])(
    'refuses an archive cut at %i',
    async (length) => {
      await expect(readX(stored.subarray(0, length))).rejects.toMatchObject({
        name: 'DataError',
        message: expect.stringContaining('a damaged archive') as string,
      });
    },
  );

  test('refuses a member that claims more than can be held', async () => {
    const bytes = deflated.slice();
    const directory = Buffer.from(bytes.buffer).indexOf('PK\x01\x02', 0, 'latin1');
    new DataView(bytes.buffer).setUint32(directory + 24, 4_000_000_000, true);
    await expect(readX(bytes)).rejects.toThrow(
      /x\.npy: found 4,000,000,000 bytes, expected at most 67,108,864 \(of \d+ compressed\)/,
    );
  });
});
