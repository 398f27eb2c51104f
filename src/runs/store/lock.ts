import { link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock';
import type { Processes, ProcessIdentity } from './processes';
import { temporaryName } from './temporaryName';

/** Another live process holds the lock. */
export class LockedError extends Error {
  readonly holder: ProcessIdentity;

  constructor(path: string, holder: ProcessIdentity) {
    super(`${path} is held by process ${holder.pid} on ${holder.host}`);
    this.holder = holder;
  }
}

export interface Lock {
  release(): Promise<void>;
}

const RETRY_MILLISECONDS = 20;
const PATIENCE_MILLISECONDS = 5000;

/**
 * Takes an exclusive lock: a file that names its holder. It survives crashes, for the lock of a process that is
 * no more is taken over.
 *
 * @throws LockedError while a live process holds it
 */
export async function acquireLock(path: string, processes: Processes, clock: Clock): Promise<Lock> {
  const content = JSON.stringify(processes.identify(clock.now()));
  for (;;) {
    if (await createExclusively(path, content, temporaryName(path, processes)))
      return { release: () => release(path) };
    const found = await readIfPresent(path);
    if (found === undefined) continue;
    const holder = parseIdentity(found);
    if (holder !== undefined && processes.isAlive(holder)) throw new LockedError(path, holder);
    await removeStale(path, found, temporaryName(path, processes));
  }
}

/** Takes a lock that others hold for moments only. */
export async function waitForLock(path: string, processes: Processes, clock: Clock): Promise<Lock> {
  for (let waited = 0; ; waited += RETRY_MILLISECONDS) {
    try {
      return await acquireLock(path, processes, clock);
    } catch (error) {
      if (!(error instanceof LockedError) || waited >= PATIENCE_MILLISECONDS) throw error;
    }
    await delay(RETRY_MILLISECONDS);
  }
}

/** The live process that holds the lock, if there is one. */
export async function liveHolder(path: string, processes: Processes): Promise<ProcessIdentity | undefined> {
  const content = await readIfPresent(path);
  const holder = content === undefined ? undefined : parseIdentity(content);
  return holder !== undefined && processes.isAlive(holder) ? holder : undefined;
}

/** A hard link appears with its content, so that nobody sees a lock half written. */
async function createExclusively(path: string, content: string, temporary: string): Promise<boolean> {
  try {
    await writeFile(temporary, content);
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return await createWithoutLinks(path, content);
  } finally {
    await rm(temporary, { force: true }); // of a full disk, there may be none or half of one
  }
}

/** For file systems without hard links (exFAT, some network drives). */
async function createWithoutLinks(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (codeOf(error) === 'ENOSPC') await rm(path, { force: true });
    throw error;
  }
}

/** Of several processes that find the same stale lock, one moves it away; a fresh one moved by mistake goes back. */
async function removeStale(path: string, seen: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readIfPresent(aside)) === seen) await unlink(aside);
  else await rename(aside, path);
}

async function release(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Undefined for what no process of ours wrote whole. */
function parseIdentity(content: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(content) as Partial<ProcessIdentity> | null;
    const whole =
      typeof value?.host === 'string' && typeof value.pid === 'number' && typeof value.noted === 'number';
    return whole ? (value as ProcessIdentity) : undefined;
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
