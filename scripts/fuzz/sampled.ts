import fc from 'fast-check';
import type { RandomStream } from '../../src/random/stream';

/** Values are drawn so many at a time: to set a generator up costs as much as some fifty values. */
const BATCH = 64;

const drawn = new WeakMap<fc.Arbitrary<unknown>, { stream: RandomStream; values: unknown[] }>();

/** One value of a fast-check generator, which is to be the same object each time, decided by the stream. */
export function sampled<T>(arbitrary: fc.Arbitrary<T>, random: RandomStream): T {
  let batch = drawn.get(arbitrary);
  if (batch === undefined || batch.stream !== random || batch.values.length === 0) {
    const values = fc.sample(arbitrary, { seed: random.below(2 ** 31), numRuns: BATCH });
    drawn.set(arbitrary, (batch = { stream: random, values }));
  }
  return batch.values.pop() as T;
}
