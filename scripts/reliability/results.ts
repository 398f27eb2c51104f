import { readFileSync, writeFileSync } from 'node:fs';

/** What the scripts that try to break things measured last, for docs/reliability.md. */
const FILE = 'docs/reliability.json';

/** One line of a table: numbers and texts by column, and the command that repeats it. */
export type Result = Readonly<Record<string, number | string>> & { readonly command: string };
export type Kind = 'fuzz' | 'faults' | 'soak';
export type Results = Readonly<Partial<Record<Kind, Readonly<Record<string, Result>>>>>;

export const readResults = (file: URL | string = FILE): Results => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
};

/** Notes a result in place of the one that stood under the same name. */
export function record(kind: Kind, name: string, result: Result): void {
  const results = readResults();
  const merged = { ...results, [kind]: { ...results[kind], [name]: result } };
  writeFileSync(FILE, `${JSON.stringify(merged, undefined, 2)}\n`);
}
