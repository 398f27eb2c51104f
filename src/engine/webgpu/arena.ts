import { USAGE } from './gpu';
import type { GpuBuffer, GpuDevice } from './gpu';

/**
 * Memory of recorded commands and of what is brought to the host, in the place of tfjs' buffer manager. Commands are replayed in the order in which they
 * were recorded, so that what one of them has released may serve a later one, of another recording too.
 */
export class Arena {
  readonly #device: GpuDevice;
  readonly #all: GpuBuffer[] = [];
  readonly #free = new Map<string, GpuBuffer[]>();
  /** Filled while recording, and as they are when commands are replayed. */
  readonly #constant = new Set<GpuBuffer>();

  constructor(device: GpuDevice) {
    this.#device = device;
  }

  acquireBuffer(size: number, usage: number, mappedAtCreation = false): GpuBuffer {
    const isConstant = mappedAtCreation || (usage & USAGE.uniform) !== 0;
    const free = isConstant ? undefined : this.#free.get(keyOf(size, usage))?.pop();
    if (free) return free;
    const made = this.#device.createBuffer({ size, usage, mappedAtCreation });
    this.#all.push(made);
    if (isConstant) this.#constant.add(made);
    return made;
  }

  releaseBuffer(buffer: GpuBuffer): void {
    if (this.#constant.has(buffer)) return;
    const key = keyOf(buffer.size, buffer.usage);
    const free = this.#free.get(key);
    if (free) free.push(buffer);
    else this.#free.set(key, [buffer]);
  }

  dispose(): void {
    for (const buffer of this.#all) buffer.destroy();
  }
}

const keyOf = (size: number, usage: number): string => `${size} ${usage}`;
