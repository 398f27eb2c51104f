import { readdir, stat } from 'node:fs/promises';
import { DataError } from '../error';
import { unreadable } from '../readers/files';
import { cifarArchive, cifarFile, cifarFolder } from './cifarFiles';
import { csvFile } from './csvFile';
import type { PathForm } from './form';
import { idxFolder } from './idxFolder';
import { npzFile } from './npzFile';

const FILE_FORMS: readonly (readonly [pattern: RegExp, form: (file: string) => PathForm])[] = [
  [/\.npz$/, npzFile],
  [/\.csv(\.gz)?$/, csvFile],
  [/\.(tar|tar\.gz|tgz)$/, cifarArchive],
  [/\.bin(\.gz)?$/, cifarFile],
];

const FORMS =
  'a folder of IDX files (train-images-idx3-ubyte, …), a folder of CIFAR batches (data_batch_1.bin, …), ' +
  'or a file .npz, .csv, .bin or .tar.gz';

/**
 * Finds out by names alone which format the files at a path have.
 *
 * @throws DataError when there is nothing, or nothing known
 */
export async function recognisePath(path: string): Promise<PathForm> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isDirectory()) {
    const form = FILE_FORMS.find(([pattern]) => pattern.test(path.toLowerCase()))?.[1];
    if (!form) throw new DataError({ file: path, found: 'a file of unknown format', expected: FORMS });
    return form(path);
  }
  const names = await readdir(path);
  const form = idxFolder(path, names) ?? cifarFolder(path, names);
  if (form) return form;
  const listed = names.length === 0 ? 'an empty folder' : `a folder with ${names.slice(0, 5).join(', ')}`;
  throw new DataError({
    file: path,
    found: names.length > 5 ? `${listed} and ${names.length - 5} more` : listed,
    expected: FORMS,
  });
}
