import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, DatasetUnavailableError } from './error';
import type { RemoteFile } from './entry';
import { formatCount } from '../shared/figures';

export interface DownloadProgress {
  /** Name of the file that is being fetched. */
  readonly file: string;
  /** Bytes so far and to come, over all files that are to be fetched. */
  readonly received: number;
  readonly total: number;
}

export interface DownloadServices {
  readonly fetch: typeof globalThis.fetch;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * The files of a dataset that are not in its folder.
 *
 * @throws DataError when a file is there but is not the one that belongs there
 */
export async function findMissing(
  folder: string,
  files: readonly RemoteFile[],
): Promise<readonly RemoteFile[]> {
  const missing: RemoteFile[] = [];
  for (const file of files) if (!(await isPresent(join(folder, file.name), file))) missing.push(file);
  return missing;
}

/**
 * Fetches what is missing of a dataset. A file appears in the folder only once it is complete and its SHA-256 is
 * right.
 *
 * @param name registry name, for messages
 * @throws DatasetUnavailableError when a file cannot be fetched or is not what it should be
 * @throws the signal's reason when aborted
 */
export async function download(
  name: string,
  folder: string,
  files: readonly RemoteFile[],
  services: DownloadServices,
): Promise<void> {
  const missing = await findMissing(folder, files);
  const total = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const file of missing) {
    services.signal?.throwIfAborted();
    try {
      await fetchFile(file, folder, services, (received) =>
        services.onProgress?.({ file: file.name, received: done + received, total }),
      );
    } catch (cause) {
      services.signal?.throwIfAborted();
      throw new DatasetUnavailableError(name, folder, missing, `${file.address}: ${reasonOf(cause)}`, {
        cause,
      });
    }
    done += file.bytes;
  }
}

async function fetchFile(
  file: RemoteFile,
  folder: string,
  { fetch, signal }: DownloadServices,
  onReceived: (bytes: number) => void,
): Promise<void> {
  const response = await fetch(file.address, signal ? { signal } : {});
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd());
  }
  await mkdir(folder, { recursive: true });
  const temporary = await mkdtemp(join(folder, '.partial-'));
  try {
    const partial = join(temporary, file.name);
    await writeChecked(response.body, partial, file, onReceived);
    await rename(partial, join(folder, file.name));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function writeChecked(
  body: ReadableStream<Uint8Array>,
  path: string,
  expected: RemoteFile,
  onReceived: (bytes: number) => void,
): Promise<void> {
  const hash = createHash('sha256');
  const output = await open(path, 'wx');
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.length;
      if (received > expected.bytes) {
        throw new Error(`the server sent more than the expected ${formatCount(expected.bytes)} bytes`);
      }
      hash.update(chunk);
      await output.writeFile(chunk);
      onReceived(received);
    }
    await output.sync();
  } finally {
    await output.close();
  }
  if (received < expected.bytes) {
    throw new Error(
      `the transfer ended after ${formatCount(received)} of ${formatCount(expected.bytes)} bytes`,
    );
  }
  const sha256 = hash.digest('hex');
  if (sha256 !== expected.sha256) {
    throw new Error(`the file that arrived has SHA-256 ${sha256}, expected ${expected.sha256}`);
  }
}

/** Whether a file is there; checked in full, for it may have been put there by hand. */
async function isPresent(path: string, { bytes, sha256 }: RemoteFile): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return false;
  const wrong = (what: string, expected: string): DataError =>
    new DataError({ file: path, found: what, expected: `${expected}; delete the file to fetch it again` });
  if (found.size !== bytes) {
    throw wrong(`${formatCount(found.size)} bytes`, `the original file of ${formatCount(bytes)} bytes`);
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(chunk);
  const digest = hash.digest('hex');
  if (digest !== sha256) throw wrong(`SHA-256 ${digest}`, `the original file with SHA-256 ${sha256}`);
  return true;
}

/** `fetch failed` hides its reason (no network, unknown host) in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error
    ? `${error.message} (${error.cause.message || error.cause.name})`
    : error.message;
}
