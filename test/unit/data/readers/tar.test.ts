import { describe, expect, test } from 'vitest';
import { readTar } from '../../../../src/data/readers/tar';
import { tar } from '../files';

const archive = tar([
  { name: 'set/', type: '5', bytes: new Uint8Array(0) },
  { name: 'set/one.bin', bytes: new Uint8Array(700).fill(7) },
  { name: 'set/two.bin', bytes: Uint8Array.of(1, 2, 3) },
]);

describe('readTar', () => {
  test('lists regular files with their bytes', () => {
    const members = readTar(archive, 'f');
    expect(members.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['set/one.bin', 700],
      ['set/two.bin', 3],
    ]);
    expect([...members[1]!.bytes]).toEqual([1, 2, 3]);
  });

  test.each([0, 511, 512, 1_023, 1_100, 2_047, 2_048, 2_600])(
    'locates the end of an archive cut at %i',
    (length) => {
      expect(() => readTar(archive.subarray(0, length), 'f')).toThrow(`byte ${length}: found the end of the`);
    },
  );

  test.each([512, 512 + 124, 512 + 156, 512 + 150])('refuses a header with byte %i changed', (byte) => {
    const bytes = archive.slice();
    bytes[byte]! ^= 1;
    expect(() => readTar(bytes, 'f')).toThrow(
      /^f, byte 512: found a header with checksum .* expected a tar header/,
    );
  });
});
