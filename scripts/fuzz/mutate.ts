import type { RandomStream } from '../../src/random/stream';

/** Longer inputs are cut: what they would find, shorter ones find too. */
const MAX_LENGTH = 1 << 14;

const BYTES = [0, 1, 9, 10, 32, 0x22, 0x2c, 0x2d, 0x30, 0x7f, 0x80, 0xff];
const WORDS = [
  0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

type Mutation = (bytes: Uint8Array, random: RandomStream, context: Context) => Uint8Array;

interface Context {
  readonly others: readonly Uint8Array[];
  readonly tokens: readonly Uint8Array[];
}

/** One of a list; undefined when it is empty. */
export const picked = <T>(from: readonly T[], random: RandomStream): T | undefined =>
  from[random.below(from.length || 1)];

const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39;

const place = (bytes: Uint8Array, random: RandomStream): number => random.below(bytes.length || 1);

const spliced = (bytes: Uint8Array, from: number, to: number, insert: Uint8Array): Uint8Array => {
  const result = new Uint8Array(from + insert.length + bytes.length - to);
  result.set(bytes.subarray(0, from));
  result.set(insert, from);
  result.set(bytes.subarray(to), from + insert.length);
  return result;
};

const stretch = (bytes: Uint8Array, random: RandomStream): [from: number, to: number] => {
  const from = place(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random.below(random.below(4) === 0 ? 256 : 8))];
};

const setAt = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const changed = bytes.slice();
  if (at < changed.length) changed[at] = value;
  return changed;
};

const MUTATIONS: readonly Mutation[] = [
  // a flipped bit, a byte, a number of two or four bytes in either order
  (bytes, random) => {
    const at = place(bytes, random);
    return setAt(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
  },
  (bytes, random) => setAt(bytes, place(bytes, random), picked(BYTES, random) ?? 0),
  (bytes, random) => setAt(bytes, place(bytes, random), random.below(256)),
  (bytes, random) => {
    const changed = bytes.slice();
    const [at, width] = [place(bytes, random), random.below(2) === 0 ? 2 : 4];
    if (at + width > changed.length) return changed;
    const view = new DataView(changed.buffer);
    const [value, little] = [picked(WORDS, random) ?? 0, random.below(2) === 0];
    if (width === 2) view.setUint16(at, value & 0xffff, little);
    else view.setUint32(at, value, little);
    return changed;
  },
  // cut, lengthened, torn out, doubled, inserted, spliced
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  (bytes, random) =>
    spliced(
      bytes,
      bytes.length,
      bytes.length,
      Uint8Array.from({ length: random.below(64) }, () => (random.below(2) === 0 ? 0 : random.below(256))),
    ),
  (bytes, random) => spliced(bytes, ...stretch(bytes, random), new Uint8Array(0)),
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const at = place(bytes, random);
    return spliced(bytes, at, at, bytes.slice(from, to));
  },
  (bytes, random, { tokens }) => {
    const token = picked(tokens, random);
    const at = place(bytes, random);
    if (token === undefined) return setAt(bytes, at, 0);
    return spliced(bytes, at, Math.min(bytes.length, at + (random.below(2) === 0 ? 0 : token.length)), token);
  },
  (bytes, random, { others }) => {
    const other = picked(others, random) ?? bytes;
    return spliced(bytes, place(bytes, random), bytes.length, other.slice(place(other, random)));
  },
  // a number in the text
  (bytes, random) => {
    // the first digit from a place at random on
    let at = place(bytes, random);
    while (at < bytes.length && !isDigit(bytes[at])) at++;
    if (at >= bytes.length) return bytes;
    const numbers = [
      '-1',
      '0',
      '1e308',
      '1e39',
      '4294967296',
      '2147483647',
      '0.5',
      '7777777777',
      '00',
      '1e-320',
    ];
    return spliced(bytes, at, at + 1, new TextEncoder().encode(picked(numbers, random)));
  },
];

/** Damages an input in one to six ways. */
export function mutate(bytes: Uint8Array, random: RandomStream, context: Context): Uint8Array {
  let changed = bytes;
  for (let left = 1 + random.below(random.below(3) === 0 ? 6 : 2); left > 0; left--)
    changed = picked(MUTATIONS, random)?.(changed, random, context) ?? changed;
  return changed.length > MAX_LENGTH ? changed.slice(0, MAX_LENGTH) : changed;
}
