import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { messageOf } from '../../shared/messageOf';
import { DataError } from '../error';
import { holdFile } from './files';
import { unpackedLimit } from './gzip';
import { formatCount } from '../../shared/figures';

/** The .npy members of an .npz archive by array name (`x_train`), read one by one. */
export interface NpzArchive {
  readonly names: readonly string[];
  /**
   * Bytes of a member.
   *
   * @param name one of `names`
   * @param firstBytes stop once that many are unpacked, leaving the checksum unchecked
   * @throws DataError when the member is damaged or too large
   */
  readonly read: (name: string, firstBytes?: number) => Promise<Uint8Array>;
}

/**
 * Opens a NumPy .npz (a zip of .npy files, stored or deflated, zip64 or not) for as long as `use` runs.
 *
 * @throws DataError when the file is not a zip archive or damaged
 */
export async function withNpz<R>(file: string, use: (archive: NpzArchive) => Promise<R>): Promise<R> {
  await holdFile(file);
  const zip = await openPromise(file, { autoClose: false }).catch((cause: unknown) => {
    throw damaged(file, cause);
  });
  try {
    const entries = await listEntries(zip, file);
    return await use({
      names: [...entries.keys()],
      read: async (name, firstBytes) => {
        const entry = entries.get(name);
        if (!entry) throw new RangeError(`${file} has no array "${name}"`);
        return await readMember(zip, entry, file, firstBytes);
      },
    });
  } finally {
    zip.close();
  }
}

async function listEntries(zip: ZipFile, file: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/\.npy$/, ''), entry);
  } catch (cause) {
    throw damaged(file, cause);
  }
  return entries;
}

async function readMember(
  zip: ZipFile,
  entry: Entry,
  file: string,
  firstBytes: number | undefined,
): Promise<Uint8Array> {
  const { fileName: member, uncompressedSize: size, compressedSize } = entry;
  const limit = unpackedLimit(compressedSize);
  if (size > limit) {
    const expected = `at most ${formatCount(limit)} (of ${formatCount(compressedSize)} compressed)`;
    throw new DataError({ file, member, found: `${formatCount(size)} bytes`, expected });
  }
  const bytes = await unpack(zip, entry, firstBytes).catch((cause: unknown) => {
    throw damaged(file, cause, member);
  });
  if (firstBytes === undefined && crc32(bytes) !== entry.crc32) {
    const expected = `the CRC-32 that the archive records, ${entry.crc32.toString(16)}`;
    throw new DataError({ file, member, found: `CRC-32 ${crc32(bytes).toString(16)}`, expected });
  }
  return bytes;
}

async function unpack(zip: ZipFile, entry: Entry, firstBytes = Infinity): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= firstBytes) break; // leaving the loop destroys the stream
  }
  return Buffer.concat(chunks, length);
}

const damaged = (file: string, cause: unknown, member?: string): DataError =>
  new DataError(
    {
      file,
      ...(member !== undefined && { member }),
      found: `a damaged archive (${messageOf(cause)})`,
      expected: 'a NumPy .npz archive',
    },
    { cause },
  );
