import { readFile } from 'node:fs/promises';
import { fields, is, listOf, mapOf, maybe, oneOf, problemOf } from '../shared/shape';
import { writeWhole } from '../shared/writeWhole';
import type { Reduced } from './outcome';

/** A run that was made for an experiment, of some of its seeds. */
export interface KeptRun {
  /** Place among the experiment's variants; 0 where it has none. */
  readonly variant: number;
  readonly seeds: readonly number[];
  /** Relative to the folder of the results. */
  readonly folder: string;
}

/** Runs that were made for an experiment, and why there are no more. */
export interface Kept {
  /** Of what was to be trained, apart from seeds; a result for another key is not this experiment's any more. */
  readonly key: string;
  readonly runs: readonly KeptRun[];
  /** One that has begun. */
  readonly underWay?: KeptRun;
  readonly partial?: Reduced['partial'];
  /** Why the last call could not train it. */
  readonly leftOut?: string;
}

/** What a reproduction has done so far, by example; a file, so that it can go on after an interruption. */
export interface Results {
  readonly format: 2;
  readonly mode: 'full' | 'quick';
  readonly experiments: Readonly<Record<string, Kept>>;
}

const keptRun = fields({ variant: is('number'), seeds: listOf(is('number')), folder: is('string') });
const check = fields({
  format: oneOf([2]),
  mode: oneOf(['full', 'quick']),
  experiments: mapOf(
    fields({
      key: is('string'),
      runs: listOf(keptRun),
      underWay: maybe(keptRun),
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { format: 2, mode, experiments: {} };
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

export const writeResults = (path: string, results: Results): Promise<void> =>
  writeWhole(path, `${JSON.stringify(results, undefined, 2)}\n`);
