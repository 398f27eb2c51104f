import { MessageChannel } from 'node:worker_threads';

/** Bytes of memory from which on it is worth the while. What Node hands out in pieces of one pool is smaller. */
const LEAST_BYTES = 1 << 20;

/**
 * Gives back the memory of arrays that nobody reads any more, which are empty from then on. V8 would keep it until its
 * own heap has grown, which that of a process that waits for its workers may not do for minutes.
 *
 * @param kept arrays that are still read: memory that they share with the others stays
 */
export function release(unread: readonly ArrayBufferView[], kept: readonly ArrayBufferView[] = []): void {
  const needed = new Set(kept.map(({ buffer }) => buffer));
  const buffers = [...new Set(unread.map(({ buffer }) => buffer))].filter(
    (buffer): buffer is ArrayBuffer =>
      buffer instanceof ArrayBuffer && buffer.byteLength >= LEAST_BYTES && !needed.has(buffer),
  );
  if (buffers.length === 0) return;
  // what has been sent to a port that closes without having read it is freed
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, buffers);
  port1.close();
  port2.close();
}
