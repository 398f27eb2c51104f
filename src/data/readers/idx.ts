import { DataError } from '../error';
import { formatCount } from '../../shared/figures';
import { hex, NUMBER_TYPES, readNumbers } from './numbers';
import type { NdArray, NumberTypeName } from './numbers';

const TYPES: ReadonlyMap<number, NumberTypeName> = new Map([
  [0x08, 'u8'],
  [0x09, 'i8'],
  [0x0b, 'i16'],
  [0x0c, 'i32'],
  [0x0d, 'f32'],
  [0x0e, 'f64'],
]);

export interface IdxHeader {
  readonly type: NumberTypeName;
  readonly shape: readonly number[];
  /** Offset of the first value. */
  readonly start: number;
}

/** Bytes that hold any header: 4, and 4 for each of at most 8 axes. */
export const IDX_HEADER_BYTES = 36;

/**
 * Header of an IDX file (LeCun, "THE IDX FILE FORMAT" on the MNIST page): 0, 0, type, number of axes, then the
 * axes' sizes as big-endian uint32.
 *
 * @param bytes the file, or its first `IDX_HEADER_BYTES`
 * @throws DataError
 */
export function readIdxHeader(bytes: Uint8Array, file: string): IdxHeader {
  if (bytes.length < 4) {
    throw new DataError({
      file,
      byte: bytes.length,
      found: 'the end of the file',
      expected: 'an IDX header',
    });
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    throw new DataError({
      file,
      byte: 0,
      found: hex(bytes.subarray(0, 4)),
      expected: 'an IDX file, which starts with 0x00 0x00',
    });
  }
  const type = TYPES.get(bytes[2]!);
  if (type === undefined) {
    throw new DataError({
      file,
      byte: 2,
      found: hex(bytes.subarray(2, 3)),
      expected: 'an IDX type: 0x08, 0x09, 0x0b, 0x0c, 0x0d or 0x0e',
    });
  }
  const axes = bytes[3]!;
  if (axes < 1 || axes > 8) {
    throw new DataError({ file, byte: 3, found: `${axes} axes`, expected: '1 to 8 axes' });
  }
  const start = 4 + 4 * axes;
  if (bytes.length < start) {
    throw new DataError({
      file,
      byte: bytes.length,
      found: 'the end of the file',
      expected: `the sizes of ${axes} axes (${start} bytes of header)`,
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const empty = shape.indexOf(0);
  if (empty >= 0) {
    throw new DataError({
      file,
      byte: 4 + 4 * empty,
      found: `size 0 of axis ${empty}`,
      expected: 'at least 1',
    });
  }
  return { type, shape, start };
}

/**
 * A whole IDX file, decompressed.
 *
 * @throws DataError also when the file is shorter or longer than its header says
 */
export function readIdx(bytes: Uint8Array, file: string): NdArray {
  const { type, shape, start } = readIdxHeader(bytes, file);
  const { width } = NUMBER_TYPES[type];
  const count = shape.reduce((product, size) => product * size, 1);
  const end = start + count * width;
  if (bytes.length !== end) {
    throw new DataError({
      file,
      byte: Math.min(bytes.length, end),
      found: `${formatCount(bytes.length)} bytes`,
      expected: `${formatCount(end)} bytes for ${shape.join('×')} values of type ${type}`,
    });
  }
  return {
    file,
    shape,
    values: readNumbers(bytes, start, count, type, false),
    byteOf: (index) => start + index * width,
    countByte: 4,
  };
}
