import { basename } from 'node:path';
import type { DatasetDescription } from './dataset';
import { withDefaults } from './entry';
import type { Parameters } from './entry';
import { recognisePath } from './paths/recognise';
import { pathParameters } from './pathParameters';
import type { PathParameters } from './pathParameters';

/** Valid parameters of a path, those left out with their defaults. */
export const toPathParameters = (parameters: Parameters): PathParameters =>
  withDefaults(pathParameters, parameters) as PathParameters;

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
