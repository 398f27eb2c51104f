import { DataError } from '../error';
import { formatCount } from '../../shared/figures';
import { hex, NUMBER_TYPES, readNumbers } from './numbers';
import type { NdArray, NumberTypeName, NumericArray } from './numbers';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY

/** NumPy's type codes without their byte order; booleans are bytes. */
const TYPES: ReadonlyMap<string, NumberTypeName> = new Map([
  ['u1', 'u8'],
  ['b1', 'u8'],
  ['i1', 'i8'],
  ['u2', 'u16'],
  ['i2', 'i16'],
  ['u4', 'u32'],
  ['i4', 'i32'],
  ['u8', 'u64'],
  ['i8', 'i64'],
  ['f4', 'f32'],
  ['f8', 'f64'],
]);

export interface NpyHeader {
  readonly type: NumberTypeName;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Offset of the first value. */
  readonly start: number;
}

/** Bytes that are sure to hold the header of a plain array. */
export const NPY_HEADER_BYTES = 4096;

/**
 * Header of a .npy file, versions 1 to 3 (numpy.lib.format): magic, version, length, a Python dictionary.
 *
 * @param member name within an archive, for messages
 * @throws DataError
 */
export function readNpyHeader(bytes: Uint8Array, file: string, member?: string): NpyHeader {
  const fail = (byte: number, found: string, expected: string): DataError =>
    new DataError({ file, byte, found, expected, ...(member !== undefined && { member }) });

  if (bytes.length < 12) throw fail(bytes.length, 'the end of the file', 'a NumPy header');
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw fail(
      0,
      hex(bytes.subarray(0, 6)),
      `a NumPy array, which starts with ${hex(Uint8Array.from(MAGIC))}`,
    );
  }
  const version = bytes[6]!;
  if (version < 1 || version > 3) throw fail(6, `format version ${version}`, 'version 1, 2 or 3');

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textStart = version === 1 ? 10 : 12;
  const start = textStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) throw fail(bytes.length, 'the end of the file', `a header of ${start} bytes`);

  const text = new TextDecoder().decode(bytes.subarray(textStart, start)).trim();
  const descr = /'descr':\s*'([<>|=])([a-z]\d+)'/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text);
  const shapeText = /'shape':\s*\(([\d\s,]*)\)/.exec(text);
  const type = descr && TYPES.get(descr[2]!);
  if (!descr || !type) throw fail(textStart, text, `numbers of type ${[...TYPES.keys()].join(', ')}`);
  if (!order || !shapeText) throw fail(textStart, text, "'fortran_order' and 'shape'");
  const shape = shapeText[1]!
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  return { type, littleEndian: descr[1] !== '>', fortranOrder: order[1] === 'True', shape, start };
}

/**
 * A whole .npy file. Arrays in Fortran order are rearranged to row-major.
 *
 * @throws DataError also when the file is shorter or longer than its header says
 */
export function readNpy(bytes: Uint8Array, file: string, member?: string): NdArray {
  const { type, littleEndian, fortranOrder, shape, start } = readNpyHeader(bytes, file, member);
  const { width } = NUMBER_TYPES[type];
  const count = shape.reduce((product, size) => product * size, 1);
  const end = start + count * width;
  const where = member === undefined ? {} : { member };
  if (bytes.length !== end) {
    throw new DataError({
      file,
      ...where,
      byte: Math.min(bytes.length, end),
      found: `${formatCount(bytes.length)} bytes`,
      expected: `${formatCount(end)} bytes for ${shape.join('×')} values of type ${type}`,
    });
  }
  const stored = readNumbers(bytes, start, count, type, littleEndian);
  if (fortranOrder) {
    return { file, ...where, shape, values: toRowMajor(stored, shape, NUMBER_TYPES[type].allocate(count)) };
  }
  return { file, ...where, shape, values: stored, byteOf: (index) => start + index * width };
}

/** Column-major to row-major: walks the output in order, stepping through the input by its strides. */
function toRowMajor(stored: NumericArray, shape: readonly number[], into: NumericArray): NumericArray {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const index = shape.map(() => 0);
  let source = 0;
  for (let i = 0; i < into.length; i++) {
    into[i] = stored[source]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      source += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      source -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return into;
}
