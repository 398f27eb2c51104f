import { sizeOf } from '../nn/shape';
import type { Batch, Samples } from './dataset';

/**
 * Copies samples into the first rows of a batch, normalised.
 * @param sampleAt index of the sample that goes into a row
 */
export type Gather = (into: Batch, rows: number, sampleAt: (row: number) => number) => void;

export function createGather(samples: Samples): Gather {
  const normalizer = createNormalizer(samples);
  const size = sizeOf(samples.shape);
  return (into, rows, sampleAt) => {
    const normalizeTo = normalizer(into.inputs);
    for (let row = 0; row < rows; row++) {
      const index = sampleAt(row);
      normalizeTo(row * size, index * size);
      copyTargets(samples, index, into, row);
    }
  };
}

/** A sample that is not of the set, given in its stored values, as the set's own reach the network. */
export function normalizedInput(samples: Samples, values: Samples['values']): Float32Array {
  const inputs = new Float32Array(sizeOf(samples.shape));
  createNormalizer({ ...samples, values })(inputs)(0, 0);
  return inputs;
}

function copyTargets({ targets }: Samples, index: number, into: Batch, row: number): void {
  if (targets.kind === 'classes') {
    into.targets[row] = targets.labels[index]!;
    return;
  }
  for (let i = 0; i < targets.width; i++) {
    into.targets[row * targets.width + i] = targets.values[index * targets.width + i]!;
  }
}

/** Writes a sample's inputs from `to` on; its stored values begin at `from`. */
type Normalize = (to: number, from: number) => void;

/** @returns for the memory of the inputs of a batch what writes into it */
function createNormalizer({ values, shape, scale, shift }: Samples): (inputs: Float32Array) => Normalize {
  const size = sizeOf(shape);
  const channels = scale.length;
  const normalized = (value: number, channel: number): number => value * scale[channel]! + shift[channel]!;
  if (values instanceof Float32Array)
    return (inputs) => (to, from) => {
      for (let c = 0; c < channels; c++)
        for (let i = c; i < size; i += channels) inputs[to + i] = normalized(values[from + i]!, c);
    };
  const tables = Array.from({ length: channels }, (_, channel) =>
    bitsOf(Float32Array.from({ length: 256 }, (__, byte) => normalized(byte, channel))),
  );
  return (inputs) => {
    const bits = bitsOf(inputs);
    return (to, from) => {
      for (let c = 0; c < channels; c++)
        lookUp(tables[c]!, values, from + c, bits, to + c, size - c, channels);
    };
  };
}

/** Writes the floats of every `stride`th of some bytes, four at a time, which takes half as long. */
function lookUp(
  table: Int32Array,
  bytes: Uint8Array,
  from: number,
  bits: Int32Array,
  to: number,
  length: number,
  stride: number,
): void {
  let i = 0;
  for (; i + 3 * stride < length; i += 4 * stride) {
    bits[to + i] = table[bytes[from + i]!]!;
    bits[to + i + stride] = table[bytes[from + i + stride]!]!;
    bits[to + i + 2 * stride] = table[bytes[from + i + 2 * stride]!]!;
    bits[to + i + 3 * stride] = table[bytes[from + i + 3 * stride]!]!;
  }
  for (; i < length; i += stride) bits[to + i] = table[bytes[from + i]!]!;
}

/** Floats as they lie in memory. Moved as integers they are spared a conversion to float64 and back. */
const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Int32Array =>
  new Int32Array(buffer, byteOffset, length);
