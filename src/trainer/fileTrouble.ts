/** What a file system's error means, by its code. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk quota is used up',
  EACCES: 'Writing is not allowed',
  EPERM: 'Writing is not allowed',
  EROFS: 'The disk is read-only',
  EIO: 'The disk reports an error',
  EMFILE: 'Too many files are open',
  ENFILE: 'Too many files are open',
  ENOENT: 'A file or folder is not there, and cannot be made',
  ENOTDIR: 'What should be a folder is a file',
};

/**
 * A file system's error in words for the person whose run it met; undefined for errors of other kinds, and those that
 * speak for themselves.
 *
 * @param place what was written to, where the error does not name it
 */
export function fileTrouble(error: unknown, place: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', path = place, syscall } = error as NodeJS.ErrnoException;
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  return meaning && syscall && `${meaning}: ${path} (${code}).`;
}
