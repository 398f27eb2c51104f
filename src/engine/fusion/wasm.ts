/** The few parts of the WebAssembly binary format that our loops need. Source: WebAssembly core spec 2.0, §5. */

export const I32 = 0x7f;
export const V128 = 0x7b;

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION = 0x60;
const EXTERNAL = { function: 0, memory: 2 } as const;

export interface WasmFunction {
  readonly name: string;
  /** Number of i32 parameters; there are no results. */
  readonly parameters: number;
  /** Numbers of locals by type, after the parameters. */
  readonly locals: { readonly i32: number; readonly v128: number };
  /** Instructions, without the final `end`. */
  readonly body: readonly number[];
}

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

const text = (value: string): number[] => [...unsigned(value.length), ...new TextEncoder().encode(value)];
const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];

/** A module that imports `host.memory` and exports the functions. */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [
    FUNCTION,
    ...vector(Array.from({ length: f.parameters }, () => [I32])),
    0,
  ]);
  const memory = [...text('host'), ...text('memory'), EXTERNAL.memory, 0x00, ...unsigned(1)];
  const bodies = functions.map((f) => {
    const locals = [
      [...unsigned(f.locals.i32), I32],
      [...unsigned(f.locals.v128), V128],
    ];
    const code = [...vector(locals), ...f.body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(SECTION.type, vector(types)),
    ...section(SECTION.import, vector([memory])),
    ...section(SECTION.function, vector(functions.map((_, i) => unsigned(i)))),
    ...section(
      SECTION.export,
      vector(functions.map((f, i) => [...text(f.name), EXTERNAL.function, ...unsigned(i)])),
    ),
    ...section(SECTION.code, vector(bodies)),
  ]);
}

const SIMD = 0xfd;
const simd = (opcode: number, ...immediates: number[]): number[] => [
  SIMD,
  ...unsigned(opcode),
  ...immediates,
];

export const localGet = (index: number): number[] => [0x20, ...unsigned(index)];
export const localSet = (index: number): number[] => [0x21, ...unsigned(index)];
export const localTee = (index: number): number[] => [0x22, ...unsigned(index)];
export const i32Const = (value: number): number[] => [0x41, ...signed(value)];
export const i32Add = [0x6a];
/** Unsigned less-than. */
export const i32Less = [0x49];
/** From the address on the stack and `offset` bytes on. */
export const i32Load = (offset: number): number[] => [0x28, 2, ...unsigned(offset)];
export const i32Store = (offset: number): number[] => [0x36, 2, ...unsigned(offset)];
export const f32Load = [0x2a, 2, 0];

/** `loop … br_if 0 … end`: runs the body, then again while the i32 it leaves on the stack is not 0. */
export const loopWhile = (body: readonly number[]): number[] => [0x03, 0x40, ...body, 0x0d, 0x00, 0x0b];

export const VECTOR_BYTES = 16;

/** Runs the body for each vector of memory up to `bytes`, at least once. @param offset local that walks, from 0 */
export const loopOverVectors = (
  offset: number,
  bytes: readonly number[],
  body: readonly number[],
): number[] =>
  loopWhile([
    ...body,
    ...[...localGet(offset), ...i32Const(VECTOR_BYTES), ...i32Add, ...localTee(offset)],
    ...[...bytes, ...i32Less],
  ]);

export const v128Load = (offset = 0): number[] => simd(0x00, 4, ...unsigned(offset));
export const v128Store = simd(0x0b, 4, 0);
/** [a, b] → 16 of their 32 bytes, a's numbered before b's. */
export const i8x16Shuffle = (bytes: readonly number[]): number[] => simd(0x0d, ...bytes);
export const f32x4Splat = simd(0x13);
export const i32x4ExtractLane = (lane: number): number[] => simd(0x1b, lane);
export const v128And = simd(0x4e);
export const v128Not = simd(0x4d);
export const v128Or = simd(0x50);
/** [t, e, mask] → t where mask is set, else e. */
export const v128Bitselect = simd(0x52);
export const f32x4 = {
  eq: simd(0x41),
  ne: simd(0x42),
  lt: simd(0x43),
  gt: simd(0x44),
  le: simd(0x45),
  ge: simd(0x46),
  abs: simd(0xe0),
  neg: simd(0xe1),
  sqrt: simd(0xe3),
  add: simd(0xe4),
  sub: simd(0xe5),
  mul: simd(0xe6),
  div: simd(0xe7),
  min: simd(0xe8),
  max: simd(0xe9),
} as const;

export const i32x4ShiftLeft = simd(0xab);
/** Towards zero, into the two lower lanes; the others are 0. */
export const i32x4TruncateF64x2 = simd(0xfc);
/** Of the two lower lanes. */
export const f64x2PromoteLow = simd(0x5f);
export const f64x2Sub = simd(0xf1);
export const f64x2Mul = simd(0xf2);

/** Four copies of a float as an immediate. */
export function f32x4Const(value: number): number[] {
  const bytes = new Uint8Array(Float32Array.of(value, value, value, value).buffer);
  return simd(0x0c, ...bytes);
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}
