import { sizeOf } from '../../nn/shape';
import { need } from '../graph/ir';
import type { Elements } from '../graph/ir';
import type { TensorType, TensorTypes } from '../program';

/** Whole SIMD vectors, and cache lines of their own. */
const ALIGNMENT = 64;
/** Bytes by which WebAssembly counts its memory. */
export const PAGE = 65536;

/** Address of each tensor of a list that lies one after the other. */
export interface Layout {
  readonly offsets: ReadonlyMap<string, number>;
  readonly types: TensorTypes;
  readonly end: number;
}

export function layOut(types: TensorTypes, start: number): Layout {
  const offsets = new Map<string, number>();
  let end = start;
  for (const [name, { shape, dtype }] of Object.entries(types)) {
    offsets.set(name, end);
    const bytes = sizeOf(shape) * (dtype === 'bool' ? 1 : 4);
    end = Math.ceil((end + Math.max(bytes, 16)) / ALIGNMENT) * ALIGNMENT;
  }
  return { offsets, types, end };
}

/** Exactly `bytes` of memory, in pages. It never grows, as that would detach every view of it. */
export function allocate(bytes: number): WebAssembly.Memory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  return new WebAssembly.Memory({ initial: pages, maximum: pages });
}

/** The elements of every tensor of a layout, in place. */
export const viewsOf = (
  memory: WebAssembly.Memory,
  { offsets, types }: Layout,
): ReadonlyMap<string, Elements> =>
  new Map(
    Object.entries(types).map(([name, type]) => [
      name,
      viewOf(memory.buffer, need(offsets.get(name), name), type),
    ]),
  );

function viewOf(buffer: ArrayBuffer, offset: number, { shape, dtype }: TensorType): Elements {
  const length = sizeOf(shape);
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer, offset, length);
    case 'int32':
      return new Int32Array(buffer, offset, length);
    case 'bool':
      return new Uint8Array(buffer, offset, length);
  }
}
