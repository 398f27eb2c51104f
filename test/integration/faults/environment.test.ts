import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleForNode, bundleProduct } from '../../../scripts/bundles';
import { parseAndInspect } from '../../../src/experiment/inspect';
import { isResumable } from '../../../src/runs/resumable';
import { listCheckpoints } from '../../../src/runs/store/checkpoints';
import { trialFolderOf } from '../../../src/runs/store/layout';
import { RunStore } from '../../../src/runs/store/runStore';
import { english } from '../../../src/shared/l10n';
import { phrase, say } from '../../../src/shared/phrase';
import { launchTrainer } from '../../../src/trainer/client';
import { kept, measured } from '../../support/measured';
import { bundleCommand } from '../cli/command';
import type { Command } from '../cli/command';

/** What goes wrong around a run: the real command and trainer, on a real file system. */

const ROOT = join(import.meta.dirname, '../../..');
const config = (steps: number): string => `
dataset: { source: { spiral: { samples: 200, classes: 3 } } }
model: { activation: relu, layers: [{ dense: 8 }, { dense: 3 }] }
initializers: [heNormal, glorotUniform]
training: { batchSize: 16, steps: ${steps}, checkpoint: { steps: 50 } }
telemetry: { probeSamples: 32, probeInterval: 100 }
engine: wasm
`;

let command: Command;
beforeAll(async () => {
  command = await bundleCommand();
  await command.write('short.initscope.yaml', config(3000));
  await command.write('endless.initscope.yaml', config(10_000_000));
});
afterAll(() => command.remove());

/** A file system of that size in memory; undefined where this user may mount none. */
function mounted(
  folder: string,
  size: string,
): { remount(options: string): void; unmount(): void } | undefined {
  const mount = (...args: string[]): unknown => execFileSync('mount', args, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${size}`, 'initscope', folder);
  } catch {
    return undefined;
  }
  return {
    remount: (options) => mount('-o', `remount,${options}`, folder),
    unmount: () => execFileSync('umount', [folder]),
  };
}

describe('a disk that is full', () => {
  test('ends the run with what it measured, and the run goes on to the bit once there is room', async ({
    skip,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'initscope-full-'));
    const disk = mounted(folder, '400k');
    if (disk === undefined) skip('file systems can be mounted by root alone');
    try {
      const runs = join(folder, 'runs');
      const full = await command.run('run', 'short.initscope.yaml', '--out', runs);
      expect(full.code).toBe(1);
      expect(full.err).toMatch(/Training failed: The disk is full: .*resume the run/);
      expect(full.err).toMatch(/To go on with it: initscope resume/);
      expect(full.err).not.toMatch(/\n +at /);
      const [run] = await new RunStore(runs).list();
      if (run?.kind !== 'run') throw new Error('the run cannot be read');
      expect(isResumable(run.manifest)).toBe(true);
      const kept = run.manifest.trials.map((trial) => listCheckpoints(trialFolderOf(run.folder, trial)));
      expect((await Promise.all(kept)).flat()).not.toEqual([]);
      expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.tmp'))).toEqual(
        [],
      );

      const again = await command.run('resume', 'latest', '--runs', runs);
      expect(again.err).toMatch(
        /The run cannot be written. The disk is full: |Training failed: The disk is full: /,
      );

      disk?.remount('size=50m');
      expect(await command.run('resume', 'latest', '--runs', runs)).toMatchObject({ code: 0 });
      expect(await command.run('run', 'short.initscope.yaml')).toMatchObject({ code: 0 });
      const undisturbed = await command.manifest('short');
      expect(await measured(run.folder)).toEqual(await measured(undisturbed?.folder ?? ''));
    } finally {
      disk?.unmount();
      await rm(folder, { recursive: true });
    }
  });

  test('or read-only, as a run begins, is told in words', async ({ skip }) => {
    const folder = await mkdtemp(join(tmpdir(), 'initscope-read-only-'));
    const disk = mounted(folder, '400k');
    if (disk === undefined) skip('file systems can be mounted by root alone');
    try {
      const runs = join(folder, 'runs');
      await mkdir(runs);
      disk?.remount('ro');
      const { code, err } = await command.run('run', 'short.initscope.yaml', '--out', runs);
      expect(code).toBe(1);
      expect(err).toMatch(/The run cannot be written\. The disk is read-only: .*runs/);
    } finally {
      disk?.unmount();
      await rm(folder, { recursive: true });
    }
  });
});

test('a run whose folder cannot be made is refused in words, however often, by a trainer that stays whole', async () => {
  await command.write('a-file', '');
  const runsFolder = join(command.folder, 'a-file', 'runs');
  const text = config(3000).replace('engine: wasm', 'engine: onnxruntime');
  const path = join(command.folder, 'nowhere.initscope.yaml');
  const { experiment } = await parseAndInspect(text, path);
  const client = await launchTrainer({ script: command.trainer });
  const start = (): Promise<unknown> =>
    client.start({
      experiment: experiment!,
      config: { path, text },
      runsFolder,
      engineFolders: [],
      datasetCache: command.folder,
    });
  // while threads load ONNX Runtime and make their programs ready
  for (let time = 0; time < 30; time++)
    await expect(start()).rejects.toThrow(
      /^The run cannot be written\. What should be a folder is a file: .*a-file/,
    );
  const gone = client.ended.then(({ kind }) => kind);
  expect(await Promise.race([gone, client.capabilities({ engines: 'cpu', engineFolders: [] })])).toEqual([
    expect.objectContaining({ engine: 'cpu', usable: true }),
  ]);
  await client.dispose();

  await writeFile(path, text);
  const { code, err } = await command.run('run', path, '--out', runsFolder);
  expect(code).toBe(1);
  expect(err).toMatch(/The run cannot be written\. What should be a folder is a file: /);
});

test('a disk that is slow costs time and nothing else', async () => {
  const [hook, waited] = ['slowDisk.cjs', 'waited'].map((file) => join(command.folder, file));
  await bundleForNode(join(import.meta.dirname, 'entries', 'slowDisk.ts'), hook!);
  const slow = command.within({ NODE_OPTIONS: `--require ${hook}`, INITSCOPE_TEST_WAITED: waited });
  await command.write('slow.initscope.yaml', config(300));
  await command.write('usual.initscope.yaml', config(300));
  expect((await slow.run('run', 'slow.initscope.yaml')).code).toBe(0);
  expect((await command.run('run', 'usual.initscope.yaml')).code).toBe(0);

  const [one, other] = [(await command.manifest('slow'))!, (await command.manifest('usual'))!];
  expect(one.manifest.state).toBe('finished');
  expect(await measured(one.folder)).toEqual(await measured(other.folder));
  expect(await kept(one.folder)).toEqual(await kept(other.folder));
  // a trainer that writes in another way than the hook knows would not have been slowed down
  const lines = (await readFile(waited!, 'utf8')).trim().split('\n');
  const processes = lines.map((line) => JSON.parse(line) as Record<'write' | 'fsync' | 'file', number>);
  const trainer = processes.find(({ write }) => write > 0);
  expect(trainer?.fsync).toBeGreaterThan(0);
  const checkpoints = 2 * (300 / 50);
  expect(trainer?.file).toBeGreaterThan(checkpoints);
});

test('a run whose folder is deleted while it trains ends and says so, and no part of it comes back', async () => {
  const { outcome } = command.start('run', 'endless.initscope.yaml');
  const trains = async (): Promise<boolean> =>
    (await command.manifest('endless'))?.manifest.trials.some(({ checkpoint = 0 }) => checkpoint > 0) ??
    false;
  await expect.poll(trains, { timeout: 120_000 }).toBe(true);
  const { folder } = (await command.manifest('endless'))!;
  await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 20 });
  const { code, err } = await outcome;
  expect(code).toBe(1);
  expect(err).toMatch(/Training failed: The run’s folder was moved or deleted while it trained: /);
  expect(err).not.toMatch(/\n +at /);
  expect(await new RunStore(join(command.folder, '.initscope', 'runs')).list()).not.toContainEqual(
    expect.objectContaining({ folder }),
  );
});

test('a run is trained by one process alone', async () => {
  await command.write('locked.initscope.yaml', config(10_000_000));
  const { child, outcome } = command.start('run', 'locked.initscope.yaml');
  await expect.poll(async () => (await command.manifest('locked'))?.manifest.state).toBe('running');
  const { manifest } = (await command.manifest('locked'))!;
  const second = await command.run('resume', manifest.id);
  expect(second.code).toBe(1);
  expect(second.err).toMatch(/run\.lock is held by process \d+/);
  child.kill('SIGINT');
  await outcome;
});

test('a command whose reader has gone ends as it would have', async () => {
  const { child, outcome } = command.start('run', 'short.initscope.yaml', '--out', 'unread', '--json');
  child.stdout!.destroy();
  const { code, err } = await outcome;
  expect(code).toBe(0);
  expect(err).not.toContain('EPIPE');
});

test('two runs of one experiment at once do not disturb each other', async () => {
  const both = await Promise.all(
    [1, 2].map(() => command.run('run', 'short.initscope.yaml', '--out', 'both')),
  );
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const [one, other, ...more] = await new RunStore(join(command.folder, 'both')).list();
  expect(more).toEqual([]);
  expect(one!.id).not.toBe(other!.id);
  expect(await measured(one!.folder)).toEqual(await measured(other!.folder));
});

test('with its native library gone, auto takes the next engine and says why', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-package-'));
  const modules = join(ROOT, 'node_modules');
  await Promise.all([
    ...(['trainer', 'worker'] as const).map((name) => bundleProduct(name, join(folder, 'dist'))),
    writeFile(join(folder, 'package.json'), await readFile(join(ROOT, 'package.json'))),
    cp(join(modules, 'onnxruntime-node'), join(folder, 'node_modules', 'onnxruntime-node'), {
      recursive: true,
      filter: (source) => !/\.(node|so|dylib|dll)(\.|$)/.test(source),
    }),
  ]);
  await symlink(join(modules, 'onnxruntime-common'), join(folder, 'node_modules', 'onnxruntime-common'));
  await symlink(join(ROOT, 'node_modules/@tensorflow'), join(folder, 'node_modules', '@tensorflow'));
  const notes: string[] = [];
  const text = config(20).replace('engine: wasm', 'engine: auto');
  const { experiment } = await parseAndInspect(text, join(folder, 'missing.initscope.yaml'));
  const client = await launchTrainer(
    { script: join(folder, 'dist', 'trainer.cjs') },
    { log: ({ text: line }) => notes.push(line) },
  );
  const { engine, attempts } = await client.start({
    experiment: experiment!,
    config: { path: join(folder, 'missing.initscope.yaml'), text },
    runsFolder: join(folder, 'runs'),
    engineFolders: [],
    datasetCache: folder,
  });
  const attempt = attempts.find(({ engine }) => engine === 'onnxruntime');
  expect(attempt?.usable).toBe(false);
  expect(say(attempt?.reason ?? phrase(''), english)).toMatch(/^ONNX Runtime does not load: /);
  expect(engine.name).not.toBe('onnxruntime');
  expect(engine.reason).toContain('onnxruntime');
  expect(notes.join('\n')).toContain('ONNX Runtime does not load');
  expect(await client.ended).toEqual({ kind: 'finished', state: 'finished' });
  await rm(folder, { recursive: true });
});
