import { slopeOf } from './slope';

/** What a process or a page holds on to once an experiment is over and garbage collected. */
export interface Sample {
  readonly hours: number;
  /** Bytes of JavaScript objects. */
  readonly heap: number;
  /** Bytes outside of them: buffers, WebAssembly's memory. */
  readonly external?: number;
  /** What is counted, by its name: it must not grow. */
  readonly counts: Readonly<Record<string, number>>;
}

const MB = 2 ** 20;
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Of this process; needs `--expose-gc`. Sockets, files, threads and timers keep it alive, listeners their objects. */
export function sampleProcess(start: number): Sample {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const listeners = process.eventNames().map((event) => process.listenerCount(event));
  return {
    hours: hoursSince(start),
    heap: heapUsed,
    external,
    counts: {
      resources: process.getActiveResourcesInfo().length,
      listeners: listeners.reduce((sum, count) => sum + count, 0),
    },
  };
}

export const hoursSince = (start: number): number => (performance.now() - start) / 3_600_000;

/** How memory and counts went over a soak, but for its first tenth: caches fill, code is compiled. */
export function summarise(all: readonly Sample[]): Readonly<Record<string, number>> {
  const samples = all.slice(Math.floor(all.length / 10));
  const hours = samples.map((sample) => sample.hours);
  const heap = samples.map((sample) => sample.heap);
  const external = samples.flatMap((sample) => sample.external ?? []);
  const [first, last] = [samples[0], samples.at(-1)];
  const grown = Object.entries(first?.counts ?? {}).map(([name, count]): [string, number] => [
    `${name} grown by`,
    (last?.counts[name] ?? 0) - count,
  ]);
  return {
    'heap MB': rounded((last?.heap ?? 0) / MB),
    'heap MB per hour': rounded(slopeOf(hours, heap) / MB),
    'heap KB per experiment': rounded(slopeOf([...samples.keys()], heap) / 1024),
    ...(external.length > 0 && { 'external MB per hour': rounded(slopeOf(hours, external) / MB) }),
    ...Object.fromEntries(grown),
  };
}
