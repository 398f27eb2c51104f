import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage, bundleProduct } from '../../../scripts/bundles';
import { bringPictures } from '../../../scripts/fonts/bringPictures';
import type { RunManifest } from '../../../src/runs/run';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real command, bundled from the tree as it stands, and an empty folder to use it in. */
export interface Command {
  /** Working folder. */
  readonly folder: string;
  /** Its trainer's bundle. */
  readonly trainer: string;
  start(...args: string[]): { readonly child: ChildProcess; readonly outcome: Promise<Outcome> };
  run(...args: string[]): Promise<Outcome>;
  /** The same command in the same folder, with more in its environment. */
  within(more: NodeJS.ProcessEnv): Command;
  write(name: string, text: string): Promise<string>;
  /** Manifest of the latest run of an experiment; undefined while there is none. */
  manifest(
    experiment: string,
  ): Promise<{ readonly folder: string; readonly manifest: RunManifest } | undefined>;
  remove(): Promise<void>;
}

export async function bundleCommand(): Promise<Command> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const dist = await mkdtemp(join(ROOT, '.cache', 'test-cli-'));
  const folder = await mkdtemp(join(tmpdir(), 'initscope-cli-'));
  await Promise.all([
    ...(['cli', 'trainer', 'worker'] as const).map((name) => bundleProduct(name, dist)),
    bundlePage(dist),
    bringPictures(dist),
  ]);

  // nobody's own cache of datasets and engines
  const env = {
    ...process.env,
    HOME: folder,
    LOCALAPPDATA: folder,
    XDG_CACHE_HOME: folder,
    XDG_DATA_HOME: folder,
  };
  return commandIn(dist, folder, env);
}

function commandIn(dist: string, folder: string, env: NodeJS.ProcessEnv): Command {
  const start: Command['start'] = (...args) => {
    const child = spawn(process.execPath, [join(dist, 'cli.cjs'), ...args], { cwd: folder, env });
    const text = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk));
    const outcome = once(child, 'close').then(([code]) => ({ code: code as number | null, ...text }));
    return { child, outcome };
  };
  return {
    folder,
    trainer: join(dist, 'trainer.cjs'),
    start,
    run: (...args) => start(...args).outcome,
    within: (more) => commandIn(dist, folder, { ...env, ...more }),
    async write(name, text) {
      await writeFile(join(folder, name), text);
      return name;
    },
    async manifest(experiment) {
      const runs = join(folder, '.initscope', 'runs', experiment);
      const [latest] = (await readdir(runs).catch(() => [])).sort().reverse();
      if (latest === undefined) return undefined;
      const text = await readFile(join(runs, latest, 'run.json'), 'utf8').catch(() => undefined);
      return text === undefined
        ? undefined
        : { folder: join(runs, latest), manifest: JSON.parse(text) as RunManifest };
    },
    async remove() {
      await Promise.all([dist, folder].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}
