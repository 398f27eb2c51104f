import { promisify } from 'node:util';
import { constants, createGunzip, gunzip, gunzipSync } from 'node:zlib';
import { DataError } from '../error';
import { formatCount } from '../../shared/figures';

/** No dataset that fits in memory is larger once unpacked. */
export const MAX_UNPACKED_BYTES = 2 ** 31;

/** Real data shrinks to a hundredth at most, pictures to a tenth; a file made to exhaust memory to a thousandth. */
const MAX_RATIO = 250;
/** So much may any file unpack to, however small it is. */
const ALWAYS_ALLOWED = 2 ** 26;

/** Bytes that a file or member of `packed` bytes may unpack to. */
export const unpackedLimit = (packed: number): number =>
  Math.min(MAX_UNPACKED_BYTES, Math.max(ALWAYS_ALLOWED, MAX_RATIO * packed));

/** How closely damage in a compressed file is located. */
const SLICE = 4096;

/**
 * Unpacks a whole gzip file.
 *
 * @throws DataError with the offset of the damage in the compressed file
 */
export async function unpackGzip(
  bytes: Uint8Array,
  file: string,
  maxBytes: number = unpackedLimit(bytes.length),
): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw await explain(cause, bytes, file, maxBytes);
  }
}

/** What the first bytes of a gzip file unpack to; empty when they are damaged. */
export function unpackGzipStart(start: Uint8Array): Uint8Array {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0); // the caller's header check then says what is missing
  }
}

async function explain(
  cause: unknown,
  bytes: Uint8Array,
  file: string,
  maxBytes: number,
): Promise<DataError> {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    const expected = `at most ${formatCount(maxBytes)} bytes once unpacked (of ${formatCount(bytes.length)} compressed)`;
    return new DataError({ file, found: 'more', expected }, { cause });
  }
  if (code === 'Z_BUF_ERROR') {
    const expected = 'more compressed data';
    return new DataError({ file, byte: bytes.length, found: 'the end of the file', expected }, { cause });
  }
  const problem = message === 'incorrect header check' ? 'no gzip header' : `damaged gzip data (${message})`;
  const byte = await locateDamage(bytes);
  return new DataError({ file, byte, found: problem, expected: 'an intact gzip file' }, { cause });
}

/** Start of the slice of the compressed bytes at which unpacking fails. */
async function locateDamage(bytes: Uint8Array): Promise<number> {
  const unpacker = createGunzip();
  unpacker.resume();
  try {
    for (let start = 0; start < bytes.length; start += SLICE) {
      const failed = await new Promise<boolean>((resolve) => {
        unpacker.once('error', () => resolve(true));
        unpacker.write(bytes.subarray(start, start + SLICE), () => {
          unpacker.removeAllListeners('error');
          unpacker.on('error', () => undefined);
          resolve(false);
        });
      });
      if (failed) return start;
    }
    return bytes.length;
  } finally {
    unpacker.destroy();
  }
}
