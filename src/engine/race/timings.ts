import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds of a step on a GPU engine, and on the engine of the CPU that it was compared to. */
export interface Timing {
  readonly gpu: number;
  readonly cpu: number;
}

/** What was timed on this machine, by what could change the outcome. */
export interface Timings {
  find(key: readonly string[]): Promise<Timing | undefined>;
  keep(key: readonly string[], timing: Timing): Promise<void>;
}

const FILE = 'engine-timings.json';

/** Timings kept in a folder of this machine's user; none are kept without one. */
export const timingsIn = (folder: string | undefined): Timings => {
  const path = folder === undefined ? undefined : join(folder, FILE);
  return {
    find: async (key) => (await readAll(path))[key.join(' | ')],
    keep: async (key, timing) => {
      if (folder === undefined || path === undefined) return;
      const all = { ...(await readAll(path)), [key.join(' | ')]: timing };
      const temporary = `${path}.${randomUUID()}.tmp`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, `${JSON.stringify(all, undefined, 2)}\n`);
        await rename(temporary, path);
      } catch {
        // a folder that cannot be written costs the next start a second, and must not keep this one from training
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
};

/** A file that is absent or damaged holds nothing: what it held can be measured again. */
async function readAll(path: string | undefined): Promise<Readonly<Record<string, Timing>>> {
  if (path === undefined) return {};
  try {
    const content = JSON.parse(await readFile(path, 'utf8')) as unknown;
    if (typeof content !== 'object' || content === null) return {};
    return Object.fromEntries(
      Object.entries(content).filter((entry): entry is [string, Timing] => isTiming(entry[1])),
    );
  } catch {
    return {};
  }
}

const isTiming = (value: unknown): value is Timing =>
  typeof value === 'object' &&
  value !== null &&
  'gpu' in value &&
  'cpu' in value &&
  typeof value.gpu === 'number' &&
  typeof value.cpu === 'number';
