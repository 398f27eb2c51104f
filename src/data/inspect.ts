import { basename } from 'node:path';
import type { DatasetDescription } from './dataset';
import type { Parameters } from './entry';
import { recognisePath } from './paths/recognise';
import { toPathParameters } from './pathParameters';

/**
 * What the files at a path are. Reads headers and training labels; a CSV file is read whole, since nothing less
 * tells its classes. Counts of an archive stay unknown.
 *
 * @param path absolute
 * @param parameters as in `pathParameters`; those left out take their defaults
 * @throws DataError
 */
export async function inspectPath(path: string, parameters: Parameters): Promise<DatasetDescription> {
  const form = await recognisePath(path);
  return { name: path, title: basename(path), ...(await form.inspect(toPathParameters(parameters))) };
}
