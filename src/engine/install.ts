import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EngineAttempt } from './engine';
import { findNpm } from './npm';
import type { NpmCommand } from './npm';
import { ENGINE_INTEGRITY, ENGINE_PACKAGES } from './packages';
import type { EnginePackage } from './packages';

export interface InstallRequest {
  readonly package: EnginePackage;
  /** Made if need be; the package goes to its `node_modules`, so that it can be one of `engineFolders`. */
  readonly folder: string;
  /** Called with each line npm and the package's install script print. */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Tries the engine in a process of its own, with `folder` among its engine folders. */
  readonly probe: () => Promise<EngineAttempt>;
  /** How to start npm; looked up on the path when left out. */
  readonly npm?: NpmCommand;
}

/** `reason` and `remedy` are one sentence each. */
export type InstallOutcome =
  | { readonly kind: 'ready'; readonly attempt: EngineAttempt }
  | { readonly kind: 'unusable'; readonly attempt: EngineAttempt }
  | {
      readonly kind: 'npmMissing' | 'downloadBlocked' | 'failed';
      readonly reason: string;
      readonly remedy: string;
    }
  | { readonly kind: 'cancelled' };

/**
 * Installs an engine's package with npm, at the version this release is tested with, and tries it. No code of the
 * package runs before its archive has been held to the hash that is known of it.
 */
export const installEngine = async (request: InstallRequest): Promise<InstallOutcome> => {
  const npm = request.npm ?? findNpm();
  if (!npm)
    return {
      kind: 'npmMissing',
      reason: 'npm was not found on the path.',
      remedy:
        'Install Node.js 20 or later from https://nodejs.org, restart the editor or terminal, and try again.',
    };
  await prepareFolder(request.folder);
  const steps: readonly (() => Promise<NpmResult>)[] = [
    () => runNpm(npm, FETCH(request.package), request),
    () => holdIntegrity(request),
    () => runNpm(npm, RUN_SCRIPTS, request),
  ];
  for (const step of steps) {
    const { failure, lines } = await step();
    if (request.signal?.aborted) return { kind: 'cancelled' };
    if (failure !== undefined) return explain(request.package, failure, lines);
  }
  const attempt = await request.probe();
  return { kind: attempt.usable ? 'ready' : 'unusable', attempt };
};

/** npm installs into the nearest folder with a manifest, so the folder gets one of its own. */
const prepareFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const manifest = JSON.stringify({ private: true, description: 'Engines installed by InitScope' });
  await writeFile(join(folder, 'package.json'), manifest, { flag: 'wx' }).catch((thrown: unknown) => {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  });
};

const KEPT_LINES = 200;

const FETCH = (name: EnginePackage): readonly string[] => [
  ...['install', '--ignore-scripts', '--package-lock', '--no-audit', '--no-fund', '--no-progress'],
  `${name}@${ENGINE_PACKAGES[name]}`,
];

/** The install script downloads the native library; in the foreground its lines arrive as they come. */
const RUN_SCRIPTS: readonly string[] = ['rebuild', '--ignore-scripts=false', '--foreground-scripts'];

interface NpmResult {
  readonly failure?: string;
  readonly lines: readonly string[];
}

/** npm has held the archive to the hash in its lockfile; this holds that hash to the one known beforehand. */
const holdIntegrity = async ({ package: name, folder }: InstallRequest): Promise<NpmResult> => {
  const lockfile = join(folder, 'package-lock.json');
  const { packages } = JSON.parse(await readFile(lockfile, 'utf8')) as {
    readonly packages?: Readonly<Record<string, { readonly integrity?: string }>>;
  };
  const found = packages?.[`node_modules/${name}`]?.integrity;
  if (found === ENGINE_INTEGRITY[name]) return { lines: [] };
  await rm(join(folder, 'node_modules', name), { recursive: true, force: true });
  return {
    failure: `its archive has the hash ${found ?? 'unknown'}, not ${ENGINE_INTEGRITY[name]}`,
    lines: [],
  };
};

const runNpm = (
  { command, leading }: NpmCommand,
  order: readonly string[],
  { folder, onLine, signal }: InstallRequest,
): Promise<NpmResult> =>
  new Promise((resolve) => {
    const child = spawn(command, [...leading, ...order, '--prefix', folder], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(signal ? { signal } : {}),
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        onLine(line);
      });
    child.once('error', ({ message }) => resolve({ failure: message, lines }));
    child.once('close', (code, ended) =>
      resolve(code === 0 ? { lines } : { failure: ended ?? `exit code ${code ?? 'unknown'}`, lines }),
    );
  });

const explain = (name: EnginePackage, failure: string, lines: readonly string[]): InstallOutcome => {
  const unreachable = lines
    .map((line) => /(?:ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN)\s+([\w.:-]+)/.exec(line)?.[1])
    .find((host) => host !== undefined);
  if (unreachable !== undefined)
    return {
      kind: 'downloadBlocked',
      reason: `${unreachable} cannot be reached, so nothing was installed.`,
      remedy: unreachable.includes('registry')
        ? 'Connect to the network, or set npm’s registry and proxy, and try again.'
        : 'Allow that host, set HTTPS_PROXY, or set TFJS_NODE_CDN_STORAGE to a mirror, and try again.',
    };
  const said = lines.findLast((line) => /\berror\b/i.test(line) && !/A complete log/.test(line));
  return {
    kind: 'failed',
    reason: `npm could not install ${name} (${failure})${said === undefined ? '.' : `: ${said.trim()}`}`,
    remedy: 'See the lines above for the cause; the other engines go on working.',
  };
};
