import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Commit of the repository around a folder and whether its files differ from it; undefined where there is none. */
export async function readGit(
  folder: string,
): Promise<{ readonly commit: string; readonly dirty: boolean } | undefined> {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', folder, ...args], { timeout: 5000 })).stdout.trim();
  try {
    const commit = await git('rev-parse', 'HEAD');
    return { commit, dirty: (await git('status', '--porcelain')) !== '' };
  } catch {
    return undefined; // no git, no repository or no commit: a run does not need one
  }
}
