import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fields, is, listOf, mapOf, maybe, oneOf, problemOf } from '../shared/shape';
import type { Reduced } from './outcome';

/** Runs that were made for an experiment, or why there are none. */
export interface Kept {
  /** Of what was to be trained; a result for another key is not this experiment's any more. */
  readonly key: string;
  /** Folders, in the order of the variants; fewer than variants while it is under way. */
  readonly runs: readonly string[];
  readonly partial?: Reduced['partial'];
  /** Why nothing was trained. */
  readonly leftOut?: string;
}

/** What a reproduction has done so far, by example; a file, so that it can go on after an interruption. */
export interface Results {
  readonly format: 1;
  readonly mode: 'full' | 'quick';
  readonly experiments: Readonly<Record<string, Kept>>;
}

const check = fields({
  format: is('number'),
  mode: oneOf(['full', 'quick']),
  experiments: mapOf(
    fields({
      key: is('string'),
      runs: listOf(is('string')),
      partial: maybe(fields({ found: is('number'), whole: is('number') })),
      leftOut: maybe(is('string')),
    }),
  ),
});

/** The file is not what it should be; the message says why. */
export class ResultsError extends Error {}

/** @returns nothing done where there is no file. @throws ResultsError */
export async function readResults(path: string, mode: Results['mode']): Promise<Results> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { format: 1, mode, experiments: {} };
    throw error;
  }
  const refuse = (problem: string): ResultsError =>
    new ResultsError(`${path}: ${problem}. Delete it to begin anew.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const problem = problemOf(check, value, 'results');
  if (problem !== undefined) throw refuse(problem);
  return value as Results;
}

/** Appears whole or not at all. */
export async function writeResults(path: string, results: Results): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(results, undefined, 2)}\n`);
  await rename(temporary, path);
}
