import { sizeOf } from '../nn/shape';
import { createStream, permutation } from '../random/stream';
import type { RawDataset, RawSamples } from './raw';

/** Which of the training samples are held out to validate on. */
export type Held = 'random' | 'first' | 'last';

/** How the training and validation samples are chosen; part of an experiment's dataset section. */
export interface SplitRequest {
  readonly validation:
    | { readonly kind: 'default' }
    | { readonly kind: 'fraction'; readonly fraction: number }
    | { readonly kind: 'count'; readonly count: number };
  /** `random` when left out. */
  readonly held?: Held;
  /** First n samples of each split after its seeded shuffle; absent = all. */
  readonly trainSize?: number;
  readonly validationSize?: number;
  readonly splitSeed: number;
}

export interface Split {
  readonly train: RawSamples;
  readonly validation: RawSamples;
}

/** Share of the samples that a dataset without a test set gives to validation by default. */
export const DEFAULT_VALIDATION_FRACTION = 0.2;

/**
 * Divides a dataset into training and validation samples. By default validation is the dataset's own test set,
 * or a fifth of the samples where it has none; with a fraction or count it is that part of the training samples,
 * after a seeded shuffle or as they are stored, and an own test set stays unused. Equal seeds give equal splits.
 *
 * @throws RangeError when more samples are asked for than there are
 */
export function splitDataset({ train, test }: RawDataset, request: SplitRequest): Split {
  const { validation, held = 'random', splitSeed } = request;
  const split =
    validation.kind === 'default' && test
      ? { train, validation: test }
      : divide(train, validationCount(train.count, validation), held, splitSeed);
  return {
    train: subset(split.train, request.trainSize, 'train', splitSeed),
    validation: subset(split.validation, request.validationSize, 'validation', splitSeed),
  };
}

function validationCount(available: number, validation: SplitRequest['validation']): number {
  if (validation.kind === 'count') {
    if (validation.count < available) return validation.count;
    throw new RangeError(
      `${validation.count} validation samples leave none of the ${available} samples for training`,
    );
  }
  const fraction = validation.kind === 'fraction' ? validation.fraction : DEFAULT_VALIDATION_FRACTION;
  const count = Math.round(available * fraction);
  if (count > 0 && count < available) return count;
  throw new RangeError(`a fraction of ${fraction} of ${available} samples leaves one of the splits empty`);
}

function divide(samples: RawSamples, count: number, held: Held, seed: number): Split {
  const order = heldFirst(samples.count, count, held, seed);
  return {
    validation: gather(samples, order.subarray(0, count)),
    train: gather(samples, order.subarray(count)),
  };
}

/** Indices of all samples, those held out before the others. */
function heldFirst(total: number, count: number, held: Held, seed: number): Uint32Array {
  switch (held) {
    case 'random':
      return permutation(total, createStream(seed, 'data/split'));
    case 'first':
      return Uint32Array.from({ length: total }, (_, i) => i);
    case 'last':
      return Uint32Array.from({ length: total }, (_, i) => (total - count + i) % total);
  }
}

function subset(
  samples: RawSamples,
  size: number | undefined,
  split: 'train' | 'validation',
  seed: number,
): RawSamples {
  if (size === undefined || size === samples.count) return samples;
  if (size > samples.count) {
    throw new RangeError(`${split} size ${size} exceeds the ${samples.count} ${split} samples there are`);
  }
  const order = permutation(samples.count, createStream(seed, `data/subset/${split}`));
  return gather(samples, order.subarray(0, size));
}

/** Copies of the samples with these indices, in their order; their values lie in memory that threads can share. */
function gather(samples: RawSamples, indices: Uint32Array): RawSamples {
  const { targets, values } = samples;
  const width = sizeOf(samples.shape);
  const bytes = indices.length * width * values.BYTES_PER_ELEMENT;
  return {
    count: indices.length,
    shape: samples.shape,
    values: gatherRows(values, width, indices, new SharedArrayBuffer(bytes)),
    targets:
      targets.kind === 'classes'
        ? { kind: 'classes', labels: Int32Array.from(indices, (index) => targets.labels[index]!) }
        : { ...targets, values: gatherRows(targets.values, targets.width, indices) },
  };
}

/**
 * Copies of the rows with these indices, in their order.
 *
 * @param width values of a row
 * @param memory of the copies
 */
export function gatherRows<A extends Uint8Array | Float32Array>(
  rows: A,
  width: number,
  indices: Uint32Array,
  memory: ArrayBufferLike = new ArrayBuffer(indices.length * width * rows.BYTES_PER_ELEMENT),
): A {
  const gathered = rows instanceof Uint8Array ? new Uint8Array(memory) : new Float32Array(memory);
  for (const [i, index] of indices.entries()) {
    gathered.set(rows.subarray(index * width, (index + 1) * width), i * width);
  }
  return gathered as A;
}
