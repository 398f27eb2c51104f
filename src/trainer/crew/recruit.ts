import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Station, ToWorker } from './contract';

/** The bundle of worker.ts, beside that of the trainer. */
const ENTRY = 'worker.cjs';

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
  terminate(): Promise<unknown>;
}

export function recruit(station: Station): Recruit {
  const worker = new Worker(join(station.moduleFolder, ENTRY), { workerData: station });
  let listener: RecruitListener | undefined;
  const unheard: ((to: RecruitListener) => void)[] = [];
  const tell = (event: (to: RecruitListener) => void): void => {
    if (listener) event(listener);
    else unheard.push(event);
  };
  worker.on('message', (message: unknown) => tell((to) => to.message(message)));
  worker.on('error', (error) => tell((to) => to.error(error)));
  worker.on('exit', (code) => tell((to) => to.exit(code)));
  return {
    post: (message) => worker.postMessage(message),
    listen(to) {
      // what was told before comes when the caller, who may have to act on it, holds what it has begun
      queueMicrotask(() => {
        for (const event of unheard.splice(0)) event(to);
        listener = to;
      });
    },
    terminate: () => worker.terminate(),
  };
}
