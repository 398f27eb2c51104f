import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../shared/writeWhole';

/** Milliseconds that contenders took: a GPU engine and the processor's, if not said otherwise. */
export type Timing<Contender extends string = 'gpu' | 'cpu'> = Readonly<Record<Contender, number>>;

/** What was timed on this machine, by what could change the outcome. */
export interface Timings {
  find<Contender extends string>(
    key: readonly string[],
    contenders: readonly Contender[],
  ): Promise<Timing<Contender> | undefined>;
  keep(key: readonly string[], timing: Timing<string>): Promise<void>;
}

const FILE = 'engine-timings.json';

/** Timings kept in a folder of this machine's user; none are kept without one. */
export const timingsIn = (folder: string | undefined): Timings => {
  const path = folder === undefined ? undefined : join(folder, FILE);
  return {
    async find(key, contenders) {
      const found = (await readAll(path))[key.join(' | ')];
      return found && holdsTimesOf(contenders, found) ? found : undefined;
    },
    keep: async (key, timing) => {
      if (path === undefined) return;
      const all = { ...(await readAll(path)), [key.join(' | ')]: timing };
      try {
        await writeWhole(path, `${JSON.stringify(all, undefined, 2)}\n`);
      } catch {
        // a folder that cannot be written costs the next start a second, and must not keep this one from training
      }
    },
  };
};

/** A file that is absent or damaged holds nothing: what it held can be measured again. */
async function readAll(path: string | undefined): Promise<Readonly<Record<string, object>>> {
  if (path === undefined) return {};
  try {
    const content = JSON.parse(await readFile(path, 'utf8')) as unknown;
    if (!isObject(content)) return {};
    return Object.fromEntries(
      Object.entries(content).filter((entry): entry is [string, object] => isObject(entry[1])),
    );
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const holdsTimesOf = <Contender extends string>(
  contenders: readonly Contender[],
  found: object,
): found is Timing<Contender> =>
  contenders.every((name) => typeof (found as Partial<Timing<Contender>>)[name] === 'number');
