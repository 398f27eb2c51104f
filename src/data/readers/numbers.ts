export type NumericArray =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** An array as a file holds it, and where in the file. */
export interface NdArray {
  readonly file: string;
  /** Member of an archive. */
  readonly member?: string;
  /** Row-major. */
  readonly shape: readonly number[];
  readonly values: NumericArray;
  /** Offset of a value in the decompressed file, for messages; absent where the file has another order. */
  readonly byteOf?: (index: number) => number;
  /** Offset of the number of samples. */
  readonly countByte?: number;
}

interface NumberType {
  readonly width: number;
  allocate(count: number): NumericArray;
  read(view: DataView, byte: number, littleEndian: boolean): number;
}

/** Number types by kind and bytes. 64-bit integers become doubles: exact up to 2⁵³. */
export const NUMBER_TYPES = {
  u8: { width: 1, allocate: (n) => new Uint8Array(n), read: (v, b) => v.getUint8(b) },
  i8: { width: 1, allocate: (n) => new Int8Array(n), read: (v, b) => v.getInt8(b) },
  u16: { width: 2, allocate: (n) => new Uint16Array(n), read: (v, b, little) => v.getUint16(b, little) },
  i16: { width: 2, allocate: (n) => new Int16Array(n), read: (v, b, little) => v.getInt16(b, little) },
  u32: { width: 4, allocate: (n) => new Uint32Array(n), read: (v, b, little) => v.getUint32(b, little) },
  i32: { width: 4, allocate: (n) => new Int32Array(n), read: (v, b, little) => v.getInt32(b, little) },
  u64: {
    width: 8,
    allocate: (n) => new Float64Array(n),
    read: (v, b, little) => Number(v.getBigUint64(b, little)),
  },
  i64: {
    width: 8,
    allocate: (n) => new Float64Array(n),
    read: (v, b, little) => Number(v.getBigInt64(b, little)),
  },
  f32: { width: 4, allocate: (n) => new Float32Array(n), read: (v, b, little) => v.getFloat32(b, little) },
  f64: { width: 8, allocate: (n) => new Float64Array(n), read: (v, b, little) => v.getFloat64(b, little) },
} as const satisfies Record<string, NumberType>;

export type NumberTypeName = keyof typeof NUMBER_TYPES;

/** `count` values from byte `start`, which must lie within `bytes`. Bytes are not copied. */
export function readNumbers(
  bytes: Uint8Array,
  start: number,
  count: number,
  name: NumberTypeName,
  littleEndian: boolean,
): NumericArray {
  if (name === 'u8') return bytes.subarray(start, start + count);
  const type = NUMBER_TYPES[name];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = type.allocate(count);
  for (let i = 0; i < count; i++) values[i] = type.read(view, start + i * type.width, littleEndian);
  return values;
}

/** How byte sequences are shown in messages: `0x00 0x00 0x08`. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ');
