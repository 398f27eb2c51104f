import fc from 'fast-check';
import type { RandomStream } from '../../src/random/stream';

/** One value of a fast-check generator, decided by the stream. */
export function sampled<T>(arbitrary: fc.Arbitrary<T>, random: RandomStream): T {
  const [value] = fc.sample(arbitrary, { seed: random.below(2 ** 31), numRuns: 1 });
  return value as T;
}
