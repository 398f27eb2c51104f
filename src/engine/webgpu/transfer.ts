import { sizeOf } from '../../nn/shape';
import type { DType, Elements } from '../graph/ir';
import type { TensorType } from '../program';
import type { Arena } from './arena';
import { MAP_READ, USAGE } from './gpu';
import type { GpuBuffer, GpuCommandEncoder, GpuDevice } from './gpu';

/** Elements of every type take 4 bytes on the GPU. */
const BYTES = 4;

export const bytesOf = ({ shape }: Pick<TensorType, 'shape'>): number => sizeOf(shape) * BYTES;

/** Of memory for a tensor that the host fills. */
export const TENSOR_USAGE = USAGE.storage | USAGE.copySource | USAGE.copyTarget;
const STAGING_USAGE = USAGE.mapRead | USAGE.copyTarget;

/** @throws RangeError when there are more or fewer elements than the tensor has */
export function write(device: GpuDevice, buffer: GpuBuffer, elements: Elements): void {
  if (elements.length * BYTES !== buffer.size)
    throw new RangeError(`${elements.length} elements for a tensor of ${buffer.size / BYTES}`);
  const wide = elements instanceof Uint8Array ? Int32Array.from(elements) : elements;
  // Dawn takes no memory that threads share
  const own = wide.buffer instanceof SharedArrayBuffer ? wide.slice() : wide;
  device.queue.writeBuffer(buffer, 0, own);
}

/** A tensor on the GPU that the host wants to have. */
export interface Wanted {
  readonly name: string;
  readonly dtype: DType;
  readonly buffer: GpuBuffer;
}

/** Brings several tensors to the host in one piece, by way of memory that both can reach and that is used again. */
export class Downloads {
  readonly #arena: Arena;

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  /** Adds the copies to an encoder. @returns what waits for them, or lets them go */
  add(encoder: GpuCommandEncoder, wanted: readonly Wanted[]): Download {
    const size = wanted.reduce((sum, { buffer }) => sum + buffer.size, 0);
    const staging = this.#arena.acquireBuffer(size, STAGING_USAGE);
    let offset = 0;
    for (const { buffer } of wanted) {
      encoder.copyBufferToBuffer(buffer, 0, staging, offset, buffer.size);
      offset += buffer.size;
    }
    const giveBack = (): void => this.#arena.releaseBuffer(staging);
    return {
      async read() {
        await staging.mapAsync(MAP_READ);
        const all = staging.getMappedRange().slice(0);
        staging.unmap();
        giveBack();
        return shareOut(all, wanted);
      },
      drop: giveBack,
    };
  }
}

export interface Download {
  read(): Promise<Record<string, Elements>>;
  drop(): void;
}

function shareOut(all: ArrayBuffer, wanted: readonly Wanted[]): Record<string, Elements> {
  const elements: Record<string, Elements> = {};
  let offset = 0;
  for (const { name, dtype, buffer } of wanted) {
    elements[name] = elementsIn(all.slice(offset, offset + buffer.size), dtype);
    offset += buffer.size;
  }
  return elements;
}

function elementsIn(bytes: ArrayBuffer, dtype: DType): Elements {
  if (dtype === 'float32') return new Float32Array(bytes);
  const integers = new Int32Array(bytes);
  return dtype === 'int32' ? integers : Uint8Array.from(integers);
}
