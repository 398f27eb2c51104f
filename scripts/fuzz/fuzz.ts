import { createStream } from '../../src/random/stream';
import { mutate, picked } from './mutate';
import type { Target } from './target';

export interface Order {
  readonly inputs: number;
  readonly seed: number;
  /** Inputs that once were trouble; they are read first and mutated like the target's own seeds. */
  readonly corpus?: readonly Uint8Array[];
  /** Told of each input before it is read, so that what hangs or kills the process is known. */
  readonly onInput?: (bytes: Uint8Array) => void;
}

export interface Tally {
  readonly inputs: number;
  /** How many were read without complaint; all others were refused with a message. */
  readonly accepted: number;
  /** Each of them other code. */
  readonly outcomes: ReadonlySet<string>;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly bytes: Uint8Array;
  readonly error: unknown;
}

/** Inputs kept because they brought up something new. */
const MAX_POOL = 2_000;
/** After so many the parser is known to be broken. */
const MAX_FAILURES = 20;

/** What reading an input throws, with its stack: refusals, which are most of what is made, need none. */
async function thrownBy(target: Target, bytes: Uint8Array): Promise<unknown> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 10;
  try {
    await target.read(bytes);
    return new Error('an error that did not come again');
  } catch (error) {
    return error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Fuzzes a parser: reads inputs made by mutating valid ones and those that brought up a new outcome (a coarse measure
 * of coverage), or made by the target's generators. The same order gives the same inputs.
 */
export async function fuzz(target: Target, { inputs, seed, corpus = [], onInput }: Order): Promise<Tally> {
  const random = createStream(seed, 'fuzz');
  const first = [...target.seeds(), ...corpus];
  const pool = [...first];
  const tokens = (target.tokens ?? []).map((token) => new TextEncoder().encode(token));
  const outcomes = new Set<string>();
  const failures: Failure[] = [];
  let accepted = 0;

  const next = (index: number): Uint8Array => {
    const given = first[index];
    if (given !== undefined) return given;
    if (target.generate !== undefined && random.below(4) === 0)
      return target.generate(random).subarray(0, target.maxLength);
    const from = picked(random.below(2) === 0 ? first : pool, random) ?? new Uint8Array(0);
    const bytes = mutate(from, random, { others: pool, tokens }).subarray(0, target.maxLength);
    return target.repair !== undefined && random.below(2) === 0 ? target.repair(bytes) : bytes;
  };

  let index = 0;
  for (; index < inputs && failures.length < MAX_FAILURES; index++) {
    const bytes = next(index);
    onInput?.(bytes);
    try {
      const outcome = await target.read(bytes);
      if (!outcome.startsWith('refused')) accepted++;
      if (!outcomes.has(outcome)) {
        outcomes.add(outcome);
        if (pool.length < MAX_POOL) pool.push(bytes);
      }
      if (Object.keys(Object.prototype).length > 0) throw new Error('Object.prototype was polluted');
    } catch {
      failures.push({ bytes, error: await thrownBy(target, bytes) });
    }
  }
  return { inputs: index, accepted, outcomes, failures };
}
