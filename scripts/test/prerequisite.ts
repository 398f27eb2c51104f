import { execFile, spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A program that some tests need and npm does not bring. */
export interface Prerequisite {
  readonly name: string;
  /** What is lost without it. */
  readonly neededFor: string;
  /** Environment variable through which tests find it. */
  readonly variable: string;
  find(): string | undefined;
  /** Installs it. @throws with the failed command's last words. */
  install(): Promise<void>;
}

/** Where what is installed without root stays between runs. */
export const CACHE = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'initscope');

/** It cannot be installed here, however often one tries. */
export class NotHere extends Error {}

export const run = promisify(execFile);

export async function aptInstall(...packages: string[]): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new NotHere(`needs root: sudo apt-get install ${packages.join(' ')}`);
  }
  if (spawnSync('apt-get', ['--version']).error)
    throw new NotHere(`no apt-get here: install ${packages.join(', ')} yourself`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // a fresh machine may still be at its own updates, which lock the packages
  const options = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300'];
  const aptGet = (...args: string[]): Promise<unknown> =>
    run('apt-get', [...options, ...args], { env, maxBuffer: 2 ** 26 });
  await aptGet('update');
  await aptGet('install', '-y', '--no-install-recommends', ...packages);
}
