import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { DataError } from '../data/error';
import { unreadable } from '../data/readers/files';
import { formatCount } from '../shared/figures';
import { sizeOf } from '../nn/shape';
import type { NamedShapes, NamedTensors } from './tensors';

/**
 * Files of named tensors: eight bytes with the length of a header, the header as JSON, and the elements of all
 * tensors one after another, little-endian and row-major.
 * Source: https://huggingface.co/docs/safetensors, "Format".
 */

/** As the reference implementation: what is longer is no header. */
const MAX_HEADER_BYTES = 100_000_000;
/** Elements begin at a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 8;
const METADATA = '__metadata__';

interface ElementType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** How elements are read as numbers, by their type. */
const TYPES: Readonly<Record<string, ElementType>> = {
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F16: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  BF16: { bytes: 2, read: (view, at) => fromBrainFloat(view.getUint16(at, true)) },
};

export interface Safetensors {
  readonly tensors: NamedTensors;
  /** Texts by key that the file carries along. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes of a file that holds these tensors as 32-bit floats. */
export function encodeSafetensors(
  tensors: NamedTensors,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { [METADATA]: metadata } : {};
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const begin = end;
    end += values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(json, 8);
  let at = start;
  for (const { values } of Object.values(tensors)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** @throws DataError when the file cannot be read or is not what it should be */
export const readSafetensors = (file: string): Promise<Safetensors> =>
  withHeader(file, async (handle, header) => {
    const elements = Buffer.alloc(header.size - header.start);
    await handle.read(elements, 0, elements.length, header.start);
    const view = new DataView(elements.buffer, elements.byteOffset, elements.byteLength);
    const tensors = header.entries.map(({ name, type, shape, begin }) => {
      const { bytes, read } = type;
      const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => read(view, begin + i * bytes));
      return [name, { shape, values }] as const;
    });
    return { tensors: Object.fromEntries(tensors), metadata: header.metadata };
  });

/** Shapes alone: reads the header. @throws DataError as `readSafetensors` */
export const readSafetensorsShapes = (file: string): Promise<NamedShapes> =>
  withHeader(file, (_, { entries }) =>
    Promise.resolve(Object.fromEntries(entries.map(({ name, shape }) => [name, shape]))),
  );

interface Entry {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Offset of the first element behind the header. */
  readonly begin: number;
}

interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Offset of the elements in the file, and the file's size. */
  readonly start: number;
  readonly size: number;
}

async function withHeader<R>(
  file: string,
  use: (handle: FileHandle, header: Header) => Promise<R>,
): Promise<R> {
  const handle = await open(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  try {
    return await use(handle, await readHeader(handle, file));
  } finally {
    await handle.close();
  }
}

async function readHeader(handle: FileHandle, file: string): Promise<Header> {
  const { size } = await handle.stat();
  const prefix = Buffer.alloc(8);
  const { bytesRead } = await handle.read(prefix, 0, 8, 0);
  if (bytesRead < 8)
    throw new DataError({ file, byte: bytesRead, found: 'the end of the file', expected: 'a header' });
  const length = Number(prefix.readBigUInt64LE());
  if (length > MAX_HEADER_BYTES || length + 8 > size)
    throw new DataError({
      file,
      byte: 0,
      found: `a header of ${formatCount(length)} bytes in a file of ${formatCount(size)}`,
      expected: 'a safetensors file that is whole',
    });
  const text = Buffer.alloc(length);
  await handle.read(text, 0, length, 8);
  const start = 8 + length;
  return { ...parseHeader(text.toString('utf8'), file, size - start), start, size };
}

function parseHeader(text: string, file: string, dataBytes: number): Pick<Header, 'entries' | 'metadata'> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    const found = `text that is not JSON (${(cause as Error).message})`;
    throw new DataError({ file, byte: 8, found, expected: 'a safetensors header' }, { cause });
  }
  if (!isRecord(header))
    throw new DataError({ file, byte: 8, found: shown(header), expected: 'a JSON object' });
  const { [METADATA]: metadata = {}, ...tensors } = header;
  const entries = Object.entries(tensors).map(([name, entry]) => toEntry(name, entry, file, dataBytes));
  // as the format demands; a file whose tensors share bytes would take memory without end
  let end = 0;
  for (const { name, type, shape, begin } of [...entries].sort((a, b) => a.begin - b.begin)) {
    const bytes = sizeOf(shape) * type.bytes;
    if (begin < end && bytes > 0)
      throw new DataError({
        file,
        member: abridged(name),
        found: `elements from byte ${formatCount(begin)}, within another tensor`,
        expected: `bytes of its own, from ${formatCount(end)}`,
      });
    end = Math.max(end, begin + bytes);
  }
  return { metadata: metadata as Readonly<Record<string, string>>, entries };
}

function toEntry(name: string, entry: unknown, file: string, dataBytes: number): Entry {
  const fail = (found: string, expected: string): DataError =>
    new DataError({ file, member: abridged(name), found, expected });
  if (!isRecord(entry)) throw fail(shown(entry), 'a type, a shape and offsets');
  const { dtype, shape, data_offsets: offsets } = entry;
  const type = typeof dtype === 'string' ? TYPES[dtype] : undefined;
  if (type === undefined) throw fail(`elements of type ${shown(dtype)}`, Object.keys(TYPES).join(', '));
  if (!isSizes(shape)) throw fail(`a shape of ${shown(shape)}`, 'whole numbers');
  if (!isSizes(offsets) || offsets.length !== 2)
    throw fail(`offsets ${shown(offsets)}`, 'a begin and an end');
  const [begin = 0, end = 0] = offsets;
  const bytes = sizeOf(shape) * type.bytes;
  if (end - begin !== bytes || end > dataBytes)
    throw fail(
      `bytes ${begin} to ${end} of ${formatCount(dataBytes)}`,
      `${formatCount(bytes)} bytes within the file for ${shape.join('×') || 'one number'} of ${String(dtype)}`,
    );
  return { name, type, shape, begin };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);

/** For messages: a name may be as long as the file. */
const abridged = (name: string): string => (name.length > 100 ? `${name.slice(0, 99)}…` : name);

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function fromBrainFloat(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}
