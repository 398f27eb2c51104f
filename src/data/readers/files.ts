import { open, readFile, stat } from 'node:fs/promises';
import { DataError } from '../error';
import { release } from '../release';
import { unpackGzip, unpackGzipStart } from './gzip';

const isGzip = (path: string): boolean => /\.t?gz$/i.test(path);

/**
 * A whole file, unpacked if its name ends in `.gz` or `.tgz`.
 *
 * @throws DataError when it cannot be read or unpacked
 */
export async function readWhole(path: string): Promise<Uint8Array> {
  await holdFile(path);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!isGzip(path)) return bytes;
  const unpacked = await unpackGzip(bytes, path);
  release([bytes]);
  return unpacked;
}

/**
 * What the first `length` bytes of a file hold, unpacked.
 *
 * @throws DataError when it cannot be read
 */
export async function readStart(path: string, length: number): Promise<Uint8Array> {
  const start = await readRange(path, () => 0, length);
  return isGzip(path) ? unpackGzipStart(start) : start;
}

/**
 * Length of a file once unpacked; of a gzip file as its last four bytes record it.
 *
 * @throws DataError when it cannot be read
 */
export async function unpackedLength(path: string): Promise<number> {
  if (!isGzip(path)) return await holdFile(path);
  const trailer = await readRange(path, (size) => Math.max(0, size - 4), 4);
  return trailer.length < 4 ? 0 : trailer.readUInt32LE();
}

/**
 * A pipe would keep its reader waiting, and a device such as /dev/zero never end. Links are followed.
 *
 * @returns the file's size
 * @throws DataError for anything but a file
 */
export async function holdFile(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (found.isFile()) return found.size;
  const kind = found.isDirectory() ? 'a folder' : 'a pipe, socket or device';
  throw new DataError({ file: path, found: kind, expected: 'a file' });
}

async function readRange(path: string, from: (size: number) => number, length: number): Promise<Buffer> {
  await holdFile(path);
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from(size));
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** A file system's refusal, as a problem of the file. */
export const unreadable = (file: string, cause: unknown): DataError => {
  const { code, message } = cause as NodeJS.ErrnoException;
  const found =
    code === 'ENOENT' ? 'no such file or folder' : `an unreadable file (${code ?? 'error'}: ${message})`;
  return new DataError({ file, found, expected: 'a readable file' }, { cause });
};
