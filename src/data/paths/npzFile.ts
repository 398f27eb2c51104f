import { assemble, sampleShape } from '../assemble';
import type { ArrayPair } from '../assemble';
import { DataError } from '../error';
import { NPY_HEADER_BYTES, readNpy, readNpyHeader } from '../readers/npy';
import { withNpz } from '../readers/npz';
import type { NpzArchive } from '../readers/npz';
import { factsOf } from './facts';
import type { PathForm } from './form';

/** An .npz with `x_train`, `y_train` and perhaps `x_test`, `y_test` (as Keras' mnist.npz), or `x` and `y`. */
export const npzFile = (file: string): PathForm => ({
  load: (parameters, classCount) =>
    withNpz(file, async (archive) => {
      const { train, test } = findArrays(archive, file);
      return assemble(await readPair(archive, train, file), test && (await readPair(archive, test, file)), {
        ...parameters,
        ...(classCount !== undefined && { classCount }),
      });
    }),
  inspect: (parameters) =>
    withNpz(file, async (archive) => {
      const { train, test } = findArrays(archive, file);
      const { shape } = await readHeader(archive, train.x, file);
      const testCount = test && (await readHeader(archive, test.x, file)).shape[0];
      const targets = await readArray(archive, train.y, file);
      const inputShape = sampleShape({ file, member: `${train.x}.npy`, shape }, parameters.shape);
      return factsOf(inputShape, shape[0] ?? 0, testCount, { targets, parameters });
    }),
});

interface Names {
  readonly x: string;
  readonly y: string;
}

function findArrays({ names }: NpzArchive, file: string): { readonly train: Names; readonly test?: Names } {
  const has = (x: string, y: string): boolean => names.includes(x) && names.includes(y);
  if (has('x_train', 'y_train')) {
    const train = { x: 'x_train', y: 'y_train' };
    return has('x_test', 'y_test') ? { train, test: { x: 'x_test', y: 'y_test' } } : { train };
  }
  if (has('x', 'y')) return { train: { x: 'x', y: 'y' } };
  throw new DataError({
    file,
    found: names.length === 0 ? 'no arrays' : `the arrays ${names.join(', ')}`,
    expected: 'x_train and y_train (with x_test and y_test if there is a test set), or x and y',
  });
}

const readArray = async (archive: NpzArchive, name: string, file: string) =>
  readNpy(await archive.read(name), file, `${name}.npy`);

const readHeader = async (archive: NpzArchive, name: string, file: string) =>
  readNpyHeader(await archive.read(name, NPY_HEADER_BYTES), file, `${name}.npy`);

const readPair = async (archive: NpzArchive, { x, y }: Names, file: string): Promise<ArrayPair> => ({
  inputs: await readArray(archive, x, file),
  targets: await readArray(archive, y, file),
});
