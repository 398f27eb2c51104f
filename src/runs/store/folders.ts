import { mkdir, readdir } from 'node:fs/promises';

/**
 * Names of the folders in a folder; none when it is not there. Links are left out: what a foreign workspace links to
 * is not its own to be listed, still less to be cleaned up.
 */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Makes one folder, and none above it: where the one above was deleted meanwhile, it does not come back.
 * @returns false when there is one already
 */
export async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
