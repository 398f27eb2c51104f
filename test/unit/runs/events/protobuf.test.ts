import { describe, expect, test } from 'vitest';
import { ProtobufError, ProtoReader, ProtoWriter } from '../../../../src/runs/events/protobuf';

const written = (write: (out: ProtoWriter) => void): number[] => {
  const out = new ProtoWriter();
  write(out);
  return [...out.written];
};

const readerOf = (...bytes: number[]): ProtoReader => {
  const reader = new ProtoReader(Uint8Array.from(bytes));
  reader.seek(0, bytes.length);
  return reader;
};

describe('ProtoWriter', () => {
  test('writes varints as the encoding guide shows them', () => {
    expect(written((out) => out.varint(1, 150))).toEqual([0x08, 0x96, 0x01]);
    expect(written((out) => out.varint(2, 0))).toEqual([0x10, 0x00]);
  });

  test('prefixes nested messages with their length, also above 127 bytes', () => {
    expect(written((out) => out.message(3, () => out.varint(1, 150)))).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
    const long = written((out) => out.message(3, () => out.bytes(1, new Uint8Array(300).fill(7))));
    expect(long.slice(0, 6)).toEqual([0x1a, 0xaf, 0x02, 0x0a, 0xac, 0x02]);
    expect(long).toHaveLength(306);
  });
});

describe('ProtoReader', () => {
  test.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER])('varint %d', (value) => {
    const reader = readerOf(...written((out) => out.varint(1, value)));
    expect(reader.next()).toBe(8);
    expect(reader.int64()).toBe(value);
    expect(reader.next()).toBe(0);
  });

  test('a ten-byte varint is a negative int64', () => {
    expect(readerOf(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01).int64()).toBe(-2);
  });

  test.each([
    ['varint cut short', [0x08, 0x96], (r: ProtoReader) => r.skip(r.next())],
    ['varint without end', [0x08, ...Array<number>(11).fill(0xff)], (r: ProtoReader) => r.skip(r.next())],
    ['double cut short', [0x09, 1, 2], (r: ProtoReader) => r.skip(r.next())],
    ['field longer than its message', [0x0a, 9, 1], (r: ProtoReader) => r.skip(r.next())],
    ['wire type 3', [0x0b], (r: ProtoReader) => r.skip(r.next())],
    ['field number 0', [0x02, 0], (r: ProtoReader) => r.next()],
  ])('%s is refused', (_, bytes, read) => {
    expect(() => read(readerOf(...bytes))).toThrow(ProtobufError);
  });
});
