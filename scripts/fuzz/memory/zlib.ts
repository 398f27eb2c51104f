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
