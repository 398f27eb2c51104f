import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './prerequisite';

/** Installs into the package in a folder. @throws with npm's last words. */
export const npmInstall = (cwd: string, args: readonly string[], env = process.env): Promise<unknown> =>
  run('npm', ['install', '--no-audit', '--no-fund', '--fetch-retries=5', ...args], {
    cwd,
    env,
    maxBuffer: 2 ** 26,
  });

/** Makes a package without anything in it, in place of what an install that was cut short has left. */
export async function emptyPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
}
