import {
  VECTOR_BYTES,
  encodeModule,
  f32x4,
  f64x2Mul,
  f64x2PromoteLow,
  f64x2Sub,
  i32Add,
  i32Const,
  i32Load,
  i32Store,
  i32x4ExtractLane,
  i32x4ShiftLeft,
  i32x4TruncateF64x2,
  i8x16Shuffle,
  localGet,
  localSet,
  localTee,
  loopOverVectors,
  v128Load,
  v128Store,
} from '../fusion/wasm';
import type { WasmFunction } from '../fusion/wasm';
import { allocate, PAGE } from './memory';

/** `HISTOGRAM` of some elements, here and now, by distances in float64. @param into the result's elements */
export type CountInBins = (x: Float32Array, bins: number, into: Float32Array) => void;

/** Elements that pass through the memory of the loops at a time. */
const BLOCK = 4096;
/** Of one of a bin's four counts, one for each lane. */
const COUNT_BYTES = 4;
/** Addresses in the memory of the loops. */
const AT = { low: 0, high: 16, first: 32, binsPerUnit: 48, block: 64, counts: 64 + BLOCK * 4 } as const;
/** As many as one page has room for, less one for the largest elements. */
export const MOST_BINS = Math.floor((PAGE - AT.counts) / VECTOR_BYTES) - 1;

/**
 * Makes what counts. Its loops are WebAssembly: four elements at a time, each lane with counts of its own, as an element
 * in the same bin as the one before would wait for that to be counted. JavaScript takes up to three times as long.
 */
export function createCountInBins(): CountInBins {
  let made: Loops | undefined;
  return (x, bins, into) => {
    if (bins > MOST_BINS) throw new RangeError(`${bins} bins are more than ${MOST_BINS}`);
    const loops = (made ??= createLoops());
    const entries = into.length / (2 + bins);
    const size = x.length / entries;
    for (let entry = 0; entry < entries; entry++)
      countEntry(
        loops,
        x.subarray(entry * size, (entry + 1) * size),
        bins,
        into.subarray(entry * (2 + bins), (entry + 1) * (2 + bins)),
      );
  };
}

function countEntry(loops: Loops, x: Float32Array, bins: number, into: Float32Array): void {
  const [low, high] = loops.extremes(x);
  into.fill(0);
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    into.fill(NaN, 0, 2);
    return;
  }
  const [first, last] = low === high ? [low - 0.5, low + 0.5] : [low, high];
  const counts = loops.count(x, first, bins / (last - first), bins + 1);
  into.set([first, last]);
  into.set(counts.subarray(0, bins), 2);
  into[1 + bins]! += counts[bins]!; // the largest lies on the last edge
}

interface Loops {
  /** NaN where an element is. */
  extremes(x: Float32Array): readonly [low: number, high: number];
  /** Elements by their distance from `first` in bins. */
  count(x: Float32Array, first: number, binsPerUnit: number, bins: number): Int32Array;
}

function createLoops(): Loops {
  const memory = allocate(PAGE);
  const { buffer } = memory;
  const module = new WebAssembly.Module(encodeModule([EXTREMES, COUNT]));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  const { extremes, count } = exports as Readonly<Record<'extremes' | 'count', (bytes: number) => void>>;
  const [lows, highs] = [new Float32Array(buffer, AT.low, 4), new Float32Array(buffer, AT.high, 4)];
  const [firsts, scales] = [
    new Float64Array(buffer, AT.first, 2),
    new Float64Array(buffer, AT.binsPerUnit, 2),
  ];
  const block = new Float32Array(buffer, AT.block, BLOCK);
  const inBlocks = (x: Float32Array, loop: (bytes: number) => void): void => {
    for (let from = 0; from < x.length; from += BLOCK) {
      const part = x.subarray(from, from + BLOCK);
      block.set(part);
      // to the end of the last vector
      block.fill(part.at(-1) ?? NaN, part.length, part.length + missingIn(part));
      loop(part.byteLength);
    }
  };
  return {
    extremes(x) {
      lows.fill(Infinity);
      highs.fill(-Infinity);
      inBlocks(x, extremes);
      return [Math.min(...lows), Math.max(...highs)];
    },
    count(x, first, binsPerUnit, bins) {
      const byLane = new Int32Array(buffer, AT.counts, 4 * bins).fill(0);
      firsts.fill(first);
      scales.fill(binsPerUnit);
      inBlocks(x, count);
      const counts = Int32Array.from({ length: bins }, (_, bin) =>
        byLane.subarray(4 * bin, 4 * bin + 4).reduce((sum, lane) => sum + lane),
      );
      counts[Math.trunc(((x.at(-1) ?? NaN) - first) * binsPerUnit)]! -= missingIn(x);
      return counts;
    },
  };
}

/** Elements that its last vector lacks. */
const missingIn = (x: Float32Array): number => (4 - (x.length % 4)) % 4;

/** Both functions are given the bytes of the block, which they go through. */
const [BYTES, OFFSET] = [0, 1];
const throughBlock = (body: readonly number[]): readonly number[] =>
  loopOverVectors(OFFSET, localGet(BYTES), body);
const nextVector = [...localGet(OFFSET), ...v128Load(AT.block)];
const at = (address: number): number[] => [...i32Const(address), ...v128Load()];

const EXTREMES: WasmFunction = (() => {
  const [x, low, high] = [2, 3, 4];
  const update = (extreme: number, operation: readonly number[]): number[] => [
    ...localGet(extreme),
    ...localGet(x),
    ...operation,
    ...localSet(extreme),
  ];
  const store = (address: number, extreme: number): number[] => [
    ...i32Const(address),
    ...localGet(extreme),
    ...v128Store,
  ];
  return {
    name: 'extremes',
    parameters: 1,
    locals: { i32: 1, v128: 3 },
    body: [
      ...[...at(AT.low), ...localSet(low), ...at(AT.high), ...localSet(high)],
      ...throughBlock([
        ...[...nextVector, ...localSet(x)],
        ...update(low, f32x4.min),
        ...update(high, f32x4.max),
      ]),
      ...[...store(AT.low, low), ...store(AT.high, high)],
    ],
  };
})();

const COUNT: WasmFunction = (() => {
  const [count, x, first, binsPerUnit, bins] = [2, 3, 4, 5, 6];
  const countLane = (lane: number, ofPair: number): number[] => {
    const address = AT.counts + COUNT_BYTES * lane;
    return [
      ...[...localGet(bins), ...i32x4ExtractLane(ofPair), ...localTee(count)],
      ...[...localGet(count), ...i32Load(address), ...i32Const(1), ...i32Add, ...i32Store(address)],
    ];
  };
  // the two lower lanes, as float64; a bin's counts are 16 bytes
  const countPair = (lane: number): number[] => [
    ...[...localGet(x), ...f64x2PromoteLow, ...localGet(first), ...f64x2Sub],
    ...[...localGet(binsPerUnit), ...f64x2Mul, ...i32x4TruncateF64x2],
    ...[...i32Const(4), ...i32x4ShiftLeft, ...localSet(bins)],
    ...[...countLane(lane, 0), ...countLane(lane + 1, 1)],
  ];
  const upper = [8, 9, 10, 11, 12, 13, 14, 15];
  return {
    name: 'count',
    parameters: 1,
    locals: { i32: 2, v128: 4 },
    body: [
      ...[...at(AT.first), ...localSet(first), ...at(AT.binsPerUnit), ...localSet(binsPerUnit)],
      ...throughBlock([
        ...[...nextVector, ...localSet(x), ...countPair(0)],
        ...[...localGet(x), ...localGet(x), ...i8x16Shuffle([...upper, ...upper]), ...localSet(x)],
        ...countPair(2),
      ]),
    ],
  };
})();
