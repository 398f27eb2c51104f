import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { installEngine } from '../../../src/engine/install';
import type { InstallRequest } from '../../../src/engine/install';
import { findNpm } from '../../../src/engine/npm';
import type { NpmCommand } from '../../../src/engine/npm';
import { phrase } from '../../../src/shared/phrase';
import { ENGINE_INTEGRITY, ENGINE_PACKAGES } from '../../../src/engine/packages';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'initscope-install-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** npm played by a script, since the real one would go to the network. */
const npmThat = async (script: string): Promise<NpmCommand> => {
  const file = join(folder, 'npm.cjs');
  await writeFile(file, script);
  await chmod(file, 0o755);
  return { command: process.execPath, leading: [file] };
};

/** What npm leaves behind, as far as it is looked at. */
const LOCKS = `require('fs').writeFileSync('package-lock.json', '${JSON.stringify({
  packages: {
    'node_modules/@tensorflow/tfjs-node-gpu': { integrity: ENGINE_INTEGRITY['@tensorflow/tfjs-node-gpu'] },
  },
})}');`;

const request = (npm: NpmCommand, more: Partial<InstallRequest> = {}): InstallRequest => ({
  package: '@tensorflow/tfjs-node-gpu',
  folder: join(folder, 'engines'),
  onLine: () => undefined,
  probe: () => Promise.resolve({ engine: 'tensorflow-gpu', usable: true, milliseconds: 1 }),
  npm,
  ...more,
});

describe('installEngine', () => {
  test('fetches the pinned version, and runs its scripts only then', async () => {
    const npm = await npmThat(`${LOCKS} console.log(process.cwd() + " " + process.argv.slice(2).join(" "))`);
    const lines: string[] = [];
    const outcome = await installEngine(request(npm, { onLine: (line) => lines.push(line) }));
    expect(outcome.kind).toBe('ready');
    const target = join(folder, 'engines');
    expect(lines).toEqual([
      expect.stringContaining(`${target} install --ignore-scripts`),
      `${target} rebuild --ignore-scripts=false --foreground-scripts --prefix ${target}`,
    ]);
    expect(lines[0]).toContain(' @tensorflow/tfjs-node-gpu@4.22.0 --prefix ');
    expect(JSON.parse(await readFile(join(target, 'package.json'), 'utf8'))).toMatchObject({ private: true });
  });

  test('runs nothing of a package whose archive is another one', async () => {
    const npm = await npmThat(`${LOCKS.replace('sha512-', 'sha512-evil')} console.log(process.argv[2])`);
    const lines: string[] = [];
    const probe = vi.fn<InstallRequest['probe']>();
    const outcome = await installEngine(request(npm, { onLine: (line) => lines.push(line), probe }));
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('its archive has the hash sha512-evil') as string,
    });
    expect(lines).toEqual(['install']);
    expect(probe).not.toHaveBeenCalled();
  });

  test('tells an engine that installed but does not load', async () => {
    const attempt = {
      engine: 'tensorflow-gpu',
      usable: false,
      reason: phrase('no library.'),
      milliseconds: 1,
    } as const;
    const npm = await npmThat(LOCKS);
    expect(await installEngine(request(npm, { probe: () => Promise.resolve(attempt) }))).toEqual({
      kind: 'unusable',
      attempt,
    });
  });

  test('names the host that cannot be reached', async () => {
    const npm = await npmThat(
      'console.error("Error: getaddrinfo ENOTFOUND storage.googleapis.com\\nnpm error code 1"); process.exit(1)',
    );
    const probe = vi.fn<InstallRequest['probe']>();
    expect(await installEngine(request(npm, { probe }))).toEqual({
      kind: 'downloadBlocked',
      reason: 'storage.googleapis.com cannot be reached, so nothing was installed.',
      remedy: expect.stringContaining('TFJS_NODE_CDN_STORAGE') as string,
    });
    expect(probe).not.toHaveBeenCalled();
  });

  test('repeats what npm said last about any other failure', async () => {
    const npm = await npmThat('console.error("npm error code EACCES"); process.exit(243)');
    expect(await installEngine(request(npm))).toMatchObject({
      kind: 'failed',
      reason: 'npm could not install @tensorflow/tfjs-node-gpu (exit code 243): npm error code EACCES',
    });
  });

  test('stops npm when cancelled', async () => {
    const npm = await npmThat('console.log("started"); setInterval(() => {}, 1000)');
    const abort = new AbortController();
    const onLine = (): void => abort.abort();
    expect(await installEngine(request(npm, { onLine, signal: abort.signal }))).toEqual({
      kind: 'cancelled',
    });
  });

  test('reports an npm that cannot be started', async () => {
    const outcome = await installEngine(request({ command: join(folder, 'nowhere'), leading: [] }));
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('ENOENT') as string });
  });
});

test('findNpm takes the first npm on the path', () => {
  const exists = (file: string): boolean => file === join('/b', 'npm');
  expect(findNpm({ platform: 'linux', path: '/a:/b', exists })).toEqual({
    command: join('/b', 'npm'),
    leading: [],
  });
  expect(findNpm({ platform: 'linux', path: '/a', exists })).toBeUndefined();
});

test('findNpm goes round npm.cmd on Windows, which needs a shell', () => {
  const script = join('/n', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const files = new Set([join('/n', 'npm.cmd'), join('/n', 'node.exe'), script]);
  const exists = (file: string): boolean => files.has(file);
  expect(findNpm({ platform: 'win32', path: '/n', exists })).toEqual({
    command: join('/n', 'node.exe'),
    leading: [script],
  });
});

test('pinned versions are those of package.json', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  expect(manifest['peerDependencies']?.['@tensorflow/tfjs-node-gpu']).toBe(
    ENGINE_PACKAGES['@tensorflow/tfjs-node-gpu'],
  );
  expect(ENGINE_PACKAGES['@tensorflow/tfjs-node']).toBe(ENGINE_PACKAGES['@tensorflow/tfjs-node-gpu']);
  expect(manifest['optionalDependencies']?.['webgpu']).toBe(`^${ENGINE_PACKAGES.webgpu}`);
});

test('pinned hashes are those of the lockfile, where it has the package', async () => {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity: string }>>;
  };
  for (const name of ['webgpu', 'onnxruntime-node'] as const) {
    const { version, integrity } = packages[`node_modules/${name}`] ?? {};
    expect({ version, integrity }).toEqual({
      version: ENGINE_PACKAGES[name],
      integrity: ENGINE_INTEGRITY[name],
    });
  }
});
