import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PATIENCE_MS } from './patience';

/** A running VS Code (code-server) with one extension installed from its .vsix, as a user would. */
export interface VsCodeServer {
  readonly url: string;
  readonly home: string;
  /** All that the server and its extension host have written so far. */
  log(): string;
  /** Kills the process in which extensions run, as a crash or a want of memory does. Linux. */
  killExtensionHost(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly vsix: string;
  /** Folder of code-server, see scripts/test/prerequisites.ts. */
  readonly vscode: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Workspace trust is off unless a test is about it. */
  readonly workspaceTrust?: boolean;
  /** What extensions speak, such as `ko`; the editor itself stays English. */
  readonly language?: string;
}

const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });

/**
 * Makes VS Code take a language, which it does where there is a pack of translations for it: one without any.
 *
 * @param data folder of user data
 */
async function installLanguage(language: string, data: string): Promise<void> {
  const texts = path.join(data, 'main.i18n.json');
  await writeFile(texts, JSON.stringify({ contents: {} }));
  const extension = { extensionIdentifier: { id: `test.${language}` }, version: '1.0.0' };
  const pack = {
    hash: language,
    label: language,
    extensions: [extension],
    translations: { vscode: texts },
  };
  await writeFile(path.join(data, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  // A short path: VS Code puts its sockets there, and a socket's path has 107 bytes at most.
  const home = await mkdtemp(path.join(tmpdir(), 'vs-'));
  const data = path.join(home, 'data');
  const extensions = path.join(home, 'exts');
  await mkdir(path.join(data, 'User'), { recursive: true });
  await writeFile(
    path.join(data, 'User/settings.json'),
    JSON.stringify({
      ...QUIET_SETTINGS,
      'security.workspace.trust.enabled': options.workspaceTrust ?? false,
      ...options.settings,
    }),
  );

  const { language } = options;
  if (language !== undefined) await installLanguage(language, data);

  const node = path.join(options.vscode, 'node_modules/node/bin/node');
  const entry = path.join(options.vscode, 'node_modules/code-server/out/node/entry.js');
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|npm_|NODE_|VITEST)/.test(name)),
  );
  const env = {
    ...inherited,
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: path.join(home, 'cfg'),
    XDG_DATA_HOME: path.join(home, 'dat'),
    EXTENSIONS_GALLERY: '{}',
    PATH: `${path.dirname(node)}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
  const folders = ['--user-data-dir', data, '--extensions-dir', extensions];

  const install = spawnSync(node, [entry, ...folders, '--install-extension', options.vsix], {
    env,
    encoding: 'utf8',
  });
  if (install.status !== 0)
    throw new Error(`installing ${options.vsix} failed:\n${install.stdout}${install.stderr}`);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const trust = options.workspaceTrust ? [] : ['--disable-workspace-trust'];
  const server = spawn(
    node,
    [
      entry,
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
      ...trust,
      ...(language === undefined ? [] : ['--locale', language]),
    ].concat(['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened', ...folders]),
    { env, detached: true },
  );
  let log = '';
  server.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));

  const stop = async (): Promise<void> => {
    // The whole process group: code-server's own child, the extension host and what it forked.
    if (server.pid !== undefined && server.exitCode === null) {
      try {
        process.kill(-server.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };

  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const healthy = await fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy)
      return { url, home, log: () => log, killExtensionHost: () => killExtensionHostOf(home), stop };
    if (Date.now() > deadline || server.exitCode !== null) {
      await stop();
      throw new Error(`VS Code did not come up:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Of the server whose home folder it is. */
async function killExtensionHostOf(home: string): Promise<void> {
  const hosts: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [command, env] = await Promise.all(
      ['cmdline', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    if (command?.includes('--type=extensionHost') && env?.split('\0').includes(`HOME=${home}`))
      hosts.push(Number(pid));
  }
  if (hosts.length === 0) throw new Error('no extension host runs');
  for (const pid of hosts) process.kill(pid, 'SIGKILL');
}
