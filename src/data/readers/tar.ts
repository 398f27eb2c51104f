import { DataError } from '../error';
import { formatCount } from '../../shared/figures';

export interface TarMember {
  /** Path within the archive. */
  readonly name: string;
  /** A view of the archive, not a copy. */
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/**
 * Regular files of an uncompressed tar archive (POSIX ustar: 512-byte headers, octal sizes, data padded to whole
 * blocks). Members of other types (folders, links, extended headers) are passed over.
 *
 * @throws DataError at the header that is damaged or whose data the file ends within
 */
export function readTar(bytes: Uint8Array, file: string): readonly TarMember[] {
  const members: TarMember[] = [];
  let offset = 0;
  while (offset + BLOCK <= bytes.length) {
    const header = bytes.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return members; // end-of-archive block
    const { name, size, isFile } = readHeader(header, offset, file);
    const start = offset + BLOCK;
    if (start + size > bytes.length) {
      throw new DataError({
        file,
        member: name,
        byte: bytes.length,
        found: 'the end of the archive',
        expected: `${formatCount(size)} bytes from byte ${start} on`,
      });
    }
    if (isFile) members.push({ name, bytes: bytes.subarray(start, start + size) });
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new DataError({
    file,
    byte: bytes.length,
    found: 'the end of the file',
    expected: 'the empty block that ends a tar archive',
  });
}

function readHeader(
  header: Uint8Array,
  offset: number,
  file: string,
): { name: string; size: number; isFile: boolean } {
  const text = (start: number, length: number): string =>
    new TextDecoder().decode(header.subarray(start, start + length)).replace(/\0.*$/s, '');
  const octal = (start: number, length: number): number => {
    const digits = text(start, length).trim();
    return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
  };

  // the sum of all header bytes, its own eight counted as spaces
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  const recorded = octal(148, 8);
  const size = octal(124, 12);
  if (sum === recorded && Number.isNaN(size)) {
    throw new DataError({
      file,
      byte: offset + 124,
      found: `the size "${text(124, 12).trim()}"`,
      expected: 'an octal number',
    });
  }
  if (sum !== recorded) {
    throw new DataError({
      file,
      byte: offset,
      found: `a header with checksum ${Number.isNaN(recorded) ? 'missing' : recorded}`,
      expected: `a tar header with checksum ${sum}`,
    });
  }
  const type = header[156]!;
  return { name: text(0, 100), size, isFile: type === 0 || type === 0x30 };
}
