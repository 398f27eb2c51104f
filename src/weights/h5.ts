import type { Group } from 'jsfive';
import { DataError } from '../data/error';
import { readWhole } from '../data/readers/files';
import type { NamedTensors } from './tensors';

/**
 * All arrays of numbers in an HDF5 file, by their path: weights as Keras saves them.
 * @throws DataError when the file cannot be read or is no HDF5
 */
export async function readH5(file: string): Promise<NamedTensors> {
  const { File, Dataset } = await import('jsfive');
  const bytes = Uint8Array.from(await readWhole(file)).buffer;
  const tensors: Record<string, NamedTensors[string]> = {};
  const collect = (group: Group, path: string): void => {
    for (const key of group.keys) {
      const found = group.get(key);
      const name = path + key;
      if (!(found instanceof Dataset)) collect(found, `${name}/`);
      else if (typeof found.dtype === 'string' && /^[<>]f[248]$/.test(found.dtype))
        tensors[name] = { shape: found.shape, values: Float32Array.from(found.value) };
    }
  };
  try {
    collect(new File(bytes, file), '');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(
      { file, found: `a damaged file (${reason})`, expected: 'HDF5, as Keras saves weights' },
      { cause },
    );
  }
  return tensors;
}
