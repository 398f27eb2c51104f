import { inverseNormal } from './inverseNormal';

/** Φ(2) − Φ(−2): the share of a standard normal within two standard deviations. */
const WITHIN_TWO_SIGMA = 0.9544997361036416;
const BELOW_MINUS_TWO_SIGMA = 0.02275013194817921;

/**
 * One reproducible sequence of random numbers. Every value uses a fixed number of generator steps, so the
 * n-th draw does not depend on the values before it.
 */
export interface RandomStream {
  /** Uniform in the open interval (0, 1), 53 random bits. */
  uniform(): number;
  /** Standard normal, by inversion of one uniform. */
  normal(): number;
  /** Standard normal conditioned on |z| ≤ 2; its variance is 0.7737413. */
  truncatedNormal(): number;
  /** Uniform integer in [0, n), 1 ≤ n ≤ 2³². Its bias is below n / 2⁵³. */
  below(n: number): number;
}

/**
 * The stream named by an experiment seed and a path, e.g. `(7, 'dense_1/kernel')` or `(7, 'batches/epoch-3')`.
 * Different paths give unrelated streams; nothing but the pair decides the numbers, so the position of a
 * training run in its randomness is known from the step alone.
 *
 * Generator: xoshiro128++ 1.0 (Blackman & Vigna 2019, "Scrambled linear pseudorandom number generators");
 * its 128-bit state is a hash of seed and path (four multiplicative lanes, MurmurHash3's finaliser).
 *
 * @param seed any safe integer, 0 and negatives included
 * @throws RangeError when the seed is not a safe integer
 */
export function createStream(seed: number, path: string): RandomStream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, not ${seed}`);
  let [a, b, c, d] = initialState(seed, path);

  const next = (): number => {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6) + 0.5) / 9007199254740992;

  return {
    uniform,
    normal: () => inverseNormal(uniform()),
    truncatedNormal: () => inverseNormal(BELOW_MINUS_TWO_SIGMA + WITHIN_TWO_SIGMA * uniform()),
    below: (n) => Math.floor(uniform() * n),
  };
}

/** Fisher–Yates permutation of 0 … n − 1. */
export function permutation(n: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}

/** Offset basis and odd multiplier of the four 32-bit lanes that hash a path into 128 bits. */
const LANES = [
  [0x811c9dc5, 0x01000193],
  [0x9e3779b9, 0x85ebca6b],
  [0xc2b2ae35, 0x27d4eb2f],
  [0x165667b1, 0xcc9e2d51],
] as const;

function initialState(seed: number, path: string): [number, number, number, number] {
  const units = new TextEncoder().encode(`${seed}/${path}`);
  const lane = (basis: number, multiplier: number): number => {
    let hash = basis;
    for (const unit of units) {
      hash = Math.imul(hash ^ unit, multiplier);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  };
  const [a, b, c, d] = [lane(...LANES[0]), lane(...LANES[1]), lane(...LANES[2]), lane(...LANES[3])];
  return (a | b | c | d) === 0 ? [1, b, c, d] : [a, b, c, d]; // xoshiro cannot leave the all-zero state
}
