import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Station, StationWithSign, ToWorker } from './contract';

/** The bundle of worker.ts, beside that of the trainer. */
const ENTRY = 'worker.cjs';

/** How long a thread that is to leave may take: what it has begun, as loading a library or one step, comes first. */
const PATIENCE_MS = 30_000;
/** … and how long all of them may where the process ends. */
const HURRY_MS = 2000;

export interface RecruitListener {
  message(message: unknown): void;
  error(error: Error): void;
  exit(code: number): void;
}

/** A worker thread, started before it is known what it is to do: loading all that it needs takes a while. */
export interface Recruit {
  post(message: ToWorker): void;
  /** Tells what comes of the thread, from its start on. */
  listen(listener: RecruitListener): void;
  /**
   * Resolves when the thread is gone. It is asked to leave, and ended only where it does not answer: a thread that is
   * ended in the middle of a call of a native library may take the process along.
   */
  release(): Promise<void>;
}

/** Threads that are there. */
const presents = new Set<{ readonly leave: () => void; readonly gone: Int32Array }>();

// a process that ends ends its threads where they are
process.on('exit', () => {
  for (const { leave } of presents) leave();
  const deadline = performance.now() + HURRY_MS;
  for (const { gone } of presents) Atomics.wait(gone, 0, 0, Math.max(0, deadline - performance.now()));
});

export function recruit(station: Station, patienceMs = PATIENCE_MS): Recruit {
  const gone = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: StationWithSign = { ...station, gone };
  const worker = new Worker(join(station.moduleFolder, ENTRY), { workerData });
  const leave = (): void => worker.postMessage({ type: 'leave' } satisfies ToWorker);
  const present = { leave, gone };
  presents.add(present);
  worker.once('exit', () => presents.delete(present));
  let listener: RecruitListener | undefined;
  const unheard: ((to: RecruitListener) => void)[] = [];
  const tell = (event: (to: RecruitListener) => void): void => {
    if (listener) event(listener);
    else unheard.push(event);
  };
  worker.on('message', (message: unknown) => tell((to) => to.message(message)));
  worker.on('error', (error) => tell((to) => to.error(error)));
  worker.on('exit', (code) => tell((to) => to.exit(code)));
  const over = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    post: (message) => worker.postMessage(message),
    listen(to) {
      // what was told before comes when the caller, who may have to act on it, holds what it has begun
      queueMicrotask(() => {
        for (const event of unheard.splice(0)) event(to);
        listener = to;
      });
    },
    async release() {
      leave();
      const impatience = setTimeout(() => void worker.terminate(), patienceMs);
      await over;
      clearTimeout(impatience);
    },
  };
}
