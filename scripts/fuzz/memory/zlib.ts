import { EventEmitter } from 'node:events';
import * as real from 'node:zlib';
import type { CompressCallback, ZlibOptions } from 'node:zlib';

/** `node:zlib`, which unpacks at once: another thread costs a small input more than its work. */
export * from 'node:zlib';

export function gunzip(bytes: Uint8Array, options: ZlibOptions, done: CompressCallback): void {
  let unpacked: ReturnType<typeof real.gunzipSync>;
  try {
    unpacked = real.gunzipSync(bytes, options);
  } catch (error) {
    done(error as Error, Buffer.alloc(0));
    return;
  }
  done(null, unpacked);
}

/** Unpacks all that was written, anew with each part: inputs have few. */
class Unpacker extends EventEmitter {
  readonly #written: Uint8Array[] = [];

  resume(): void {}

  write(part: Uint8Array, done: () => void): void {
    this.#written.push(part);
    try {
      real.gunzipSync(Buffer.concat(this.#written), { finishFlush: real.constants.Z_SYNC_FLUSH });
    } catch (error) {
      this.emit('error', error);
      return;
    }
    done();
  }

  destroy(): void {}
}

export const createGunzip = (): Unpacker => new Unpacker();
