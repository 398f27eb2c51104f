import type { Group } from 'jsfive';
import { DataError } from '../data/error';
import { readWhole } from '../data/readers/files';
import { sizeOf } from '../nn/shape';
import { messageOf } from '../shared/messageOf';
import type { NamedTensors } from './tensors';

/** As for packed files of data: what a small file may unpack to, and how many times its size a larger one. */
const MIN_UNPACKED_BYTES = 64 * 2 ** 20;
const MAX_RATIO = 250;
/** Keras nests a handful; a group that holds itself has no end. */
const MAX_DEPTH = 32;
/** Of what the library says went wrong. */
const MAX_REASON = 200;

/** Keras 3 calls groups by the kind of layer (`layers/dense_1/vars`), and notes the layer's own name there. */
const OF_LAYER = /(?<=(?:^|\/)layers\/)[^/]+(?=\/vars\/$)/;
const named = (group: Group, path: string): string => {
  if (!OF_LAYER.test(path)) return path;
  const { name } = group.attrs;
  return typeof name === 'string' && /^[^/]+$/.test(name) ? path.replace(OF_LAYER, () => name) : path;
};

/**
 * All arrays of numbers in an HDF5 file, by their path: weights as Keras saves them.
 * @throws DataError when the file cannot be read or is no HDF5
 */
export async function readH5(file: string): Promise<NamedTensors> {
  const { File, Dataset } = await import('jsfive');
  const bytes = Uint8Array.from(await readWhole(file)).buffer;
  const tensors = new Map<string, NamedTensors[string]>();
  let room = Math.max(MIN_UNPACKED_BYTES, MAX_RATIO * bytes.byteLength);
  const collect = (group: Group, path: string, depth: number): void => {
    if (depth > MAX_DEPTH) throw new Error(`groups within groups, more than ${MAX_DEPTH} deep`);
    for (const key of group.keys) {
      const found = group.get(key);
      const name = path + key;
      if (!(found instanceof Dataset)) collect(found, named(found, `${name}/`), depth + 1);
      else if (typeof found.dtype === 'string' && /^[<>]f[248]$/.test(found.dtype)) {
        const bytesEach = Number(found.dtype.slice(2));
        // the library walks through a whole chunk, however little of it there is
        const { chunks } = found._dataobjects;
        if (chunks && !(sizeOf(chunks) * bytesEach <= room))
          throw new Error(`chunks of ${chunks.join('×')}, which the file is too small for`);
        room -= sizeOf(found.shape) * bytesEach;
        if (!(room >= 0))
          throw new Error(`a shape of ${found.shape.join('×')}, which the file is too small for`);
        const values = Float32Array.from(found.value);
        if (values.length !== sizeOf(found.shape))
          throw new Error(`${values.length} numbers for a shape of ${found.shape.join('×')}`);
        tensors.set(name, { shape: found.shape, values });
      }
    }
  };
  try {
    collect(new File(bytes, file), '', 0);
  } catch (cause) {
    const reason = messageOf(cause).slice(0, MAX_REASON);
    throw new DataError(
      { file, found: `a damaged file (${reason})`, expected: 'HDF5, as Keras saves weights' },
      { cause },
    );
  }
  return Object.fromEntries(tensors);
}
