import { extname } from 'node:path';
import { DataError } from '../data/error';
import { readNpy } from '../data/readers/npy';
import { withNpz } from '../data/readers/npz';
import { readH5 } from './h5';
import { readSafetensors } from './safetensors';
import type { NamedTensors } from './tensors';

const readNpz = (file: string): Promise<NamedTensors> =>
  withNpz(file, async ({ names, read }) => {
    const tensors: Record<string, NamedTensors[string]> = {};
    for (const name of names) {
      const { shape, values } = readNpy(await read(name), file, name);
      tensors[name] = { shape, values: Float32Array.from(values) };
    }
    return tensors;
  });

/** Readers of files of weights, by the ending of their names. */
const readers: Readonly<Record<string, (file: string) => Promise<NamedTensors>>> = {
  '.safetensors': async (file) => (await readSafetensors(file)).tensors,
  '.h5': readH5,
  '.hdf5': readH5,
  '.npz': readNpz,
};

/** @throws DataError when the file cannot be read, is of no known kind or damaged */
export async function readWeights(file: string): Promise<NamedTensors> {
  const read = readers[extname(file).toLowerCase()];
  if (read !== undefined) return read(file);
  const expected = `weights in a file that ends in ${Object.keys(readers).join(', ')}`;
  throw new DataError({ file, found: `a name that ends in "${extname(file)}"`, expected });
}
