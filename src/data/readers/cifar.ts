import { DataError } from '../error';
import type { RawSamples } from '../raw';
import { formatCount } from '../../shared/figures';

const SIDE = 32;
const PLANE = SIDE * SIDE;
const CHANNELS = 3;

export interface CifarLayout {
  /** Label bytes of each record, one value range each; the last is the class. */
  readonly labels: readonly number[];
}

/** `<label><R plane><G plane><B plane>` (Krizhevsky, "The CIFAR-10 dataset", binary version). */
export const CIFAR10: CifarLayout = { labels: [10] };
/** `<coarse label><fine label><R><G><B>`. */
export const CIFAR100: CifarLayout = { labels: [20, 100] };

export const cifarRecordBytes = (layout: CifarLayout): number => layout.labels.length + CHANNELS * PLANE;

/** Bytes of one binary batch file. */
export interface CifarFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Pictures of binary batch files, one file after the other, channels last.
 *
 * @param files at least one
 * @returns samples of shape 32×32×3
 * @throws DataError when a file ends within a record or a label is out of range
 */
export function readCifar(files: readonly CifarFile[], layout: CifarLayout): RawSamples {
  const record = cifarRecordBytes(layout);
  for (const { file, bytes } of files) {
    if (bytes.length === 0 || bytes.length % record !== 0) {
      throw new DataError({
        file,
        byte: bytes.length,
        found: `the end of the file after ${formatCount(Math.floor(bytes.length / record))} whole records`,
        expected: `records of ${formatCount(record)} bytes`,
      });
    }
  }
  const count = files.reduce((total, { bytes }) => total + bytes.length / record, 0);
  const values = new Uint8Array(count * PLANE * CHANNELS);
  const labels = new Int32Array(count);
  let sample = 0;
  for (const { file, bytes } of files) {
    for (let start = 0; start < bytes.length; start += record) {
      labels[sample] = readLabel(bytes, start, layout, file);
      toChannelsLast(bytes, start + layout.labels.length, values, sample * PLANE * CHANNELS);
      sample++;
    }
  }
  return { count, shape: [SIDE, SIDE, CHANNELS], values, targets: { kind: 'classes', labels } };
}

function readLabel(bytes: Uint8Array, start: number, layout: CifarLayout, file: string): number {
  let label = 0;
  for (const [i, classes] of layout.labels.entries()) {
    label = bytes[start + i]!;
    if (label >= classes) {
      throw new DataError({
        file,
        byte: start + i,
        found: `label ${label}`,
        expected: `0 to ${classes - 1}`,
      });
    }
  }
  return label;
}

function toChannelsLast(from: Uint8Array, start: number, into: Uint8Array, at: number): void {
  for (let pixel = 0; pixel < PLANE; pixel++) {
    into[at + CHANNELS * pixel] = from[start + pixel]!;
    into[at + CHANNELS * pixel + 1] = from[start + PLANE + pixel]!;
    into[at + CHANNELS * pixel + 2] = from[start + 2 * PLANE + pixel]!;
  }
}
