import * as real from 'yauzl';
import type { Options, ZipFile } from 'yauzl';
import { inputAt } from '../inputFiles';

/** `yauzl`, which finds inputs in memory. */
export * from 'yauzl';

export function openPromise(path: string, options: Options): Promise<ZipFile> {
  const bytes = inputAt(path);
  return bytes === undefined
    ? real.openPromise(path, options)
    : real.fromBufferPromise(Buffer.from(bytes), options);
}
