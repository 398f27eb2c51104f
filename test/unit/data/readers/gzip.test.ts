import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  MAX_UNPACKED_BYTES,
  unpackedLimit,
  unpackGzip,
  unpackGzipStart,
} from '../../../../src/data/readers/gzip';

const content = Uint8Array.from({ length: 20_000 }, (_, i) => (i * i) >> 3);
const packed = gzipSync(content);

const flipped = (byte: number): Uint8Array => {
  const bytes = Uint8Array.from(packed);
  bytes[byte]! ^= 0xff;
  return bytes;
};

describe('unpackGzip', () => {
  test('unpacks', async () => {
    expect(Buffer.compare(await unpackGzip(packed, 'f.gz'), content)).toBe(0);
  });

  test.each([0, 1, 9, 10, 200, packed.length - 8, packed.length - 1])(
    'names the end of a file cut at %i',
    async (length) => {
      await expect(unpackGzip(packed.subarray(0, length), 'f.gz')).rejects.toMatchObject({
        name: 'DataError',
        problem: { file: 'f.gz', byte: length, found: 'the end of the file' },
      });
    },
  );

  test.each([0, 1, packed.length - 1, packed.length - 6])('refuses a changed byte %i', async (byte) => {
    await expect(unpackGzip(flipped(byte), 'f.gz')).rejects.toMatchObject({
      name: 'DataError',
      problem: { file: 'f.gz', expected: 'an intact gzip file' },
    });
  });

  test('locates damage by the slice of 4,096 bytes it lies in', async () => {
    const stored = gzipSync(new Uint8Array(200_000), { level: 0 });
    const second = 15 + stored.readUInt16LE(11); // after the gzip header and one stored block with its own header
    stored[second + 1]! ^= 0xff; // length of the second block no longer matches its complement
    await expect(unpackGzip(stored, 'f.gz')).rejects.toMatchObject({
      problem: { byte: Math.floor(second / 4_096) * 4_096 },
    });
  });

  test('stops at the size limit', async () => {
    await expect(unpackGzip(packed, 'f.gz', 1_000)).rejects.toThrow(
      'f.gz: found more, expected at most 1,000 bytes once unpacked',
    );
  });
});

test.each([
  [100, 2 ** 26],
  [2 ** 20, 250 * 2 ** 20],
  [2 ** 30, MAX_UNPACKED_BYTES],
])('a file of %i bytes may unpack to %i: more is a bomb', (packedBytes, limit) => {
  expect(unpackedLimit(packedBytes)).toBe(limit);
});

describe('unpackGzipStart', () => {
  test('unpacks what the first bytes hold', () => {
    const start = unpackGzipStart(packed.subarray(0, 500));
    expect(start.length).toBeGreaterThan(100);
    expect([...start]).toEqual([...content.subarray(0, start.length)]);
  });

  test('is empty for what is no gzip data', () => {
    expect(unpackGzipStart(Uint8Array.of(1, 2, 3)).length).toBe(0);
  });
});
