import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface GitState {
  readonly commit: string;
  /** Files under version control differ from the commit. */
  readonly dirty: boolean;
}

const TIMEOUT_MILLISECONDS = 3000;

/** The commit that a folder is at; undefined outside a repository, before its first commit, or without git. */
export async function readGit(folder: string): Promise<GitState | undefined> {
  try {
    const [commit, changes] = await Promise.all([
      git(folder, 'rev-parse', '--verify', 'HEAD'),
      git(folder, 'status', '--porcelain', '--untracked-files=no'),
    ]);
    return { commit: commit.trim(), dirty: changes.trim() !== '' };
  } catch {
    return undefined; // a run says which commit it was made from where that can be known
  }
}

/** The folder's own configuration could name programs to run; none of them is. */
async function git(folder: string, ...args: string[]): Promise<string> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-C', folder];
  const { stdout } = await promisify(execFile)('git', [...safe, ...args], {
    timeout: TIMEOUT_MILLISECONDS,
    maxBuffer: 16 * 2 ** 20,
    windowsHide: true,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
  });
  return stdout;
}
