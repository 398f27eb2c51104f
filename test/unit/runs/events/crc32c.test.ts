import { describe, expect, test } from 'vitest';
import { createStream } from '../../../../src/random/stream';
import { crc32c, maskedCrc32c } from '../../../../src/runs/events/crc32c';

function bitByBit(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

describe('crc32c', () => {
  test.each([
    ['the check value of the polynomial', new TextEncoder().encode('123456789'), 0xe3069283],
    ['32 zeros (RFC 3720, B.4)', new Uint8Array(32), 0x8a9136aa],
    ['32 ones (RFC 3720, B.4)', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['nothing', new Uint8Array(0), 0],
  ])('%s', (_, bytes, crc) => {
    expect(crc32c(bytes)).toBe(crc);
  });

  test('agrees with the definition for every length and offset', () => {
    const stream = createStream(1, 'crc');
    const bytes = Uint8Array.from({ length: 80 }, () => stream.below(256));
    for (let start = 0; start < 9; start++)
      for (let end = start; end <= bytes.length; end++)
        expect(crc32c(bytes, start, end)).toBe(bitByBit(bytes.subarray(start, end)));
  });

  test('masked as TFRecord stores it', () => {
    expect(maskedCrc32c(new Uint8Array(8))).toBe(0x07980329);
  });
});
