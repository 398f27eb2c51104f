import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { NPY_HEADER_BYTES, readNpyHeader } from '../data/readers/npy';
import { withNpz } from '../data/readers/npz';
import { readWeights } from './readWeights';
import { readSafetensorsShapes } from './safetensors';
import type { NamedShapes } from './tensors';

/** Other files are read as a whole for their shapes: not larger ones. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Shapes of the tensors in a file of weights, by their names there; undefined where that takes long.
 * @throws DataError when the file cannot be read, is of no known kind or damaged
 */
export async function readShapes(file: string): Promise<NamedShapes | undefined> {
  const kind = extname(file).toLowerCase();
  if (kind === '.safetensors') return readSafetensorsShapes(file);
  if (kind === '.npz') return readNpzShapes(file);
  const { size = 0 } = (await stat(file).catch(() => undefined)) ?? {};
  if (size > MOST_BYTES) return undefined;
  const tensors = await readWeights(file);
  return Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
}

const readNpzShapes = (file: string): Promise<NamedShapes> =>
  withNpz(file, async ({ names, read }) => {
    const shapes: Record<string, readonly number[]> = {};
    for (const name of names)
      shapes[name] = readNpyHeader(await read(name, NPY_HEADER_BYTES), file, name).shape;
    return shapes;
  });
