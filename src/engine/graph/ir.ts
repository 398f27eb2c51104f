/** A tensor computation as data: what tracing a function of tfjs ops yields and what compilers read. */

export type DType = 'float32' | 'int32' | 'bool';
export type Elements = Float32Array | Int32Array | Uint8Array;

/** Identity is the object itself; a value is made once and never changes. */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** The attributes that the traced kernels have in tfjs-core (`kernel_names.ts`); each kernel has some of them. */
export interface Attributes {
  readonly alpha?: number;
  readonly axis?: number | readonly number[] | null;
  readonly batchDims?: number;
  readonly begin?: readonly number[];
  readonly clipValueMax?: number;
  readonly clipValueMin?: number;
  readonly constantValue?: number;
  readonly depth?: number;
  readonly dilations?: number | [number, number];
  readonly dim?: number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dtype?: DType;
  readonly exclusive?: boolean;
  readonly filterShape?: readonly number[];
  readonly filterSize?: number | [number, number];
  readonly inputShape?: readonly number[];
  readonly keepDims?: boolean;
  readonly numSegments?: number;
  readonly numOrSizeSplits?: number | readonly number[];
  readonly offValue?: number;
  readonly onValue?: number;
  readonly pad?: 'same' | 'valid' | number;
  readonly paddings?: readonly (readonly [number, number])[];
  readonly perm?: readonly number[];
  /** What Max calls its axes. */
  readonly reductionIndices?: number | readonly number[] | null;
  readonly reps?: readonly number[];
  readonly reverse?: boolean;
  readonly shape?: readonly number[];
  /** Of a slice its extents, of a count the number of bins. */
  readonly size?: number | readonly number[];
  readonly start?: number;
  readonly step?: number;
  readonly stop?: number;
  readonly strides?: number | [number, number];
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly value?: number;
  readonly varianceEpsilon?: number;
}

/**
 * An attribute or input that a kernel cannot be without.
 * @throws Error naming it
 */
export function need<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`tfjs called a kernel without its "${name}"`);
  return found;
}

/** One tfjs kernel call with its one output. Inputs keep tfjs' names (`a`, `b`, `x`, or `0`, `1`, … for kernels over lists). */
export interface Node {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly attributes: Attributes;
  readonly output: Value;
}

export type NamedValues = Readonly<Record<string, Value>>;

export interface Graph {
  readonly inputs: NamedValues;
  readonly constants: ReadonlyMap<Value, Elements>;
  /** In an order in which each node follows those whose outputs it reads. */
  readonly nodes: readonly Node[];
  /** An output may be an input or a constant. */
  readonly outputs: NamedValues;
}

/** Copies elements into an array of the kind that holds this type. */
export function elementsOf(dtype: DType, values: ArrayLike<number>): Elements {
  switch (dtype) {
    case 'float32':
      return Float32Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'bool':
      return Uint8Array.from(values);
  }
}
