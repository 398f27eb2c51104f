import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { download, findMissing } from '../../../src/data/download';
import type { DownloadProgress } from '../../../src/data/download';
import type { RemoteFile } from '../../../src/data/entry';
import { loadDataset } from '../../../src/data/load';
import { writeFolder } from './files';

const CONTENT = Buffer.from('the quick brown fox '.repeat(10_000));

/** A server on this machine that answers every request in this way. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const fileAt = (server: string, name = 'set.bin'): RemoteFile => ({
  name,
  address: `${server}/${name}`,
  bytes: CONTENT.length,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
});

const good: RequestListener = (_, response) => response.end(CONTENT);

describe('download', () => {
  test('stores a good file and reports progress over all files', async () => {
    const server = await serve(good);
    const folder = join(writeFolder({}), 'cache', 'set');
    const seen: DownloadProgress[] = [];
    const files = [fileAt(server, 'a.bin'), fileAt(server, 'b.bin')];
    await download('set', folder, files, { fetch, onProgress: (progress) => seen.push(progress) });
    expect(readdirSync(folder).sort()).toEqual(['a.bin', 'b.bin']);
    expect(readFileSync(join(folder, 'b.bin')).equals(CONTENT)).toBe(true);
    expect(seen.at(-1)).toEqual({ file: 'b.bin', received: 2 * CONTENT.length, total: 2 * CONTENT.length });
    expect(seen.map(({ received }) => received)).toEqual(
      [...seen.map(({ received }) => received)].sort((a, b) => a - b),
    );
  });

  test('does not fetch again what is there', async () => {
    let requests = 0;
    const server = await serve((request, response) => {
      requests++;
      good(request, response);
    });
    const folder = writeFolder({ 'a.bin': CONTENT });
    await download('set', folder, [fileAt(server, 'a.bin'), fileAt(server, 'b.bin')], { fetch });
    expect(requests).toBe(1);
  });

  test.each<[string, RequestListener, string | RegExp]>([
    [
      'a wrong checksum',
      (_, response) => response.end(Buffer.from(CONTENT).fill('x', 5, 6)),
      /the file that arrived has SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/,
    ],
    [
      'a short file',
      (_, response) => response.end(CONTENT.subarray(0, 1_000)),
      'the transfer ended after 1,000 of 200,000 bytes',
    ],
    [
      'a cut connection',
      (_, response) => {
        response.writeHead(200, { 'content-length': CONTENT.length });
        response.write(CONTENT.subarray(0, 1_000), () => response.destroy());
      },
      'terminated',
    ],
    [
      'a long file',
      (_, response) => response.end(Buffer.concat([CONTENT, CONTENT])),
      'sent more than the expected 200,000 bytes',
    ],
    ['a missing file', (_, response) => response.writeHead(404).end(), 'the server answered 404 Not Found'],
  ])('refuses %s and leaves nothing behind', async (_, answer, reason) => {
    const server = await serve(answer);
    const folder = writeFolder({});
    const failure = download('set', folder, [fileAt(server)], { fetch });
    await expect(failure).rejects.toMatchObject({ name: 'DatasetUnavailableError', dataset: 'set', folder });
    await expect(failure).rejects.toThrow(reason);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('names address, folder, file and alternative when there is no network', async () => {
    const server = await serve(good);
    const closed = server.replace(/\d+$/, '1'); // nothing listens on port 1
    const failure = download('set', '/cache/set', [fileAt(closed)], { fetch });
    await expect(failure).rejects.toThrow(`${closed}/set.bin as set.bin\ninto the folder /cache/set.`);
    await expect(failure).rejects.toThrow('"mnist-embedded" works without any download');
    await expect(failure).rejects.toThrow(/is not available: .*fetch failed \(/);
  });

  test('ends when aborted, without a trace', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 1_000)); // and never more
    });
    const folder = writeFolder({});
    const controller = new AbortController();
    const failure = download('set', folder, [fileAt(server)], {
      fetch,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('stopped by the user')),
    });
    await expect(failure).rejects.toThrow('stopped by the user');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('findMissing', () => {
  test('accepts the right file and refuses a wrong one', async () => {
    const folder = writeFolder({ 'right.bin': CONTENT });
    const files = [fileAt('http://x', 'right.bin'), fileAt('http://x', 'absent.bin')];
    expect((await findMissing(folder, files)).map(({ name }) => name)).toEqual(['absent.bin']);
    writeFileSync(join(folder, 'absent.bin'), CONTENT.subarray(1));
    await expect(findMissing(folder, files)).rejects.toThrow(
      'absent.bin: found 199,999 bytes, expected the original file of 200,000 bytes; delete the file to fetch it again',
    );
    writeFileSync(join(folder, 'absent.bin'), Buffer.from(CONTENT).fill('x', 0, 1));
    await expect(findMissing(folder, files)).rejects.toThrow('found SHA-256');
  });
});

test('loadDataset fetches nothing unless it was given a fetch', async () => {
  const cacheFolder = writeFolder({});
  const request = {
    source: 'mnist',
    parameters: {},
    normalization: 'unit',
    validation: { kind: 'default' },
    splitSeed: 0,
  } as const;
  await expect(loadDataset(request, { mediaFolder: '', cacheFolder })).rejects.toThrow(
    `The dataset "mnist" is not available: it has not been fetched yet.`,
  );
  expect(existsSync(join(cacheFolder, 'mnist'))).toBe(false);
});
