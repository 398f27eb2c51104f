import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../src/shared/messageOf';
import { emptyPackage, npmInstall } from './npm';
import { CACHE, NotHere, aptInstall } from './prerequisite';
import type { Prerequisite } from './prerequisite';
import { canImport, interpreterOf, pipInstall, python } from './python';
import { keras, tfjsNode } from './tensorflow';

/** Ready for use, or why not. */
export type Provision = { readonly path: string } | { readonly missing: string };

const firstExisting = (...files: string[]): string | undefined => files.find((file) => existsSync(file));

const chromium: Prerequisite = {
  name: 'Chromium',
  neededFor: 'panel, report and end-to-end tests',
  variable: 'INITSCOPE_CHROMIUM',
  find: () => firstExisting('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'),
  install: () => aptInstall('chromium', 'fonts-dejavu-core'),
};

/** A GPU played by software, which keeps the WebGPU engine tested where there is none. */
const vulkan: Prerequisite = {
  name: 'Vulkan in software (SwiftShader, of Debian’s chromium-common)',
  neededFor: 'tests of the WebGPU engine on a machine without a GPU',
  variable: 'INITSCOPE_VULKAN',
  find: () =>
    firstExisting('/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib/aarch64-linux-gnu/libvulkan.so.1') &&
    firstExisting('/usr/lib/chromium/vk_swiftshader_icd.json'),
  install: () => aptInstall('libvulkan1', 'chromium-common'),
};

const torch: Prerequisite = {
  name: 'PyTorch (Debian python3-torch)',
  neededFor: 'comparisons with PyTorch',
  variable: 'INITSCOPE_TORCH_PYTHON',
  find: () => (canImport(python, 'torch') ? python : undefined),
  install: () => aptInstall('python3-torch', 'libopenblas0-openmp'),
};

const codeServer = path.join(CACHE, 'vscode');
const codeServerEntry = path.join(codeServer, 'node_modules/code-server/out/node/entry.js');

/** A real VS Code workbench and extension host from the npm registry alone: code-server, with the Node it wants. */
const vscode: Prerequisite = {
  name: 'VS Code (code-server)',
  neededFor: 'end-to-end tests',
  variable: 'INITSCOPE_VSCODE',
  find: () =>
    existsSync(path.join(codeServer, 'complete')) && existsSync(codeServerEntry) ? codeServer : undefined,
  async install() {
    const own = path.join(codeServer, 'node_modules/node/bin');
    const env = { ...process.env, PATH: `${own}${path.delimiter}${process.env['PATH'] ?? ''}` };
    await emptyPackage(codeServer);
    await npmInstall(codeServer, ['node@24'], env);
    await npmInstall(codeServer, ['--ignore-scripts', 'code-server@4.139.1'], env);
    const editor = path.join(codeServer, 'node_modules/code-server/lib/vscode');
    await npmInstall(editor, ['--omit=dev', '--ignore-scripts'], env);
    await writeFile(path.join(codeServer, 'complete'), '');
  },
};

const environment = path.join(CACHE, 'tensorboard');

/** TensorBoard's own code in an environment of its own, which sees Debian's PyTorch. */
const tensorBoard: Prerequisite = {
  name: 'TensorBoard (PyPI)',
  neededFor: 'comparisons with TensorBoard and logs of PyTorch',
  variable: 'INITSCOPE_TENSORBOARD_PYTHON',
  find: () => (canImport(interpreterOf(environment), 'tensorboard') ? interpreterOf(environment) : undefined),
  install: () => pipInstall(environment, ['tensorboard==2.21.0'], '--system-site-packages'),
};

export const prerequisites: readonly Prerequisite[] = [
  chromium,
  vulkan,
  torch,
  tensorBoard,
  keras,
  tfjsNode,
  vscode,
];

/** How often an install is tried: registries are out of reach for moments. */
const TRIES = 3;
const PAUSE_MS = 10_000;

/** Finds or installs one. Never throws: a machine that refuses an install still runs the other tests. */
export async function provide(prerequisite: Prerequisite): Promise<Provision> {
  const found = prerequisite.find();
  if (found) return { path: found };
  console.log(`Installing ${prerequisite.name}, needed for ${prerequisite.neededFor} …`);
  for (let left = TRIES - 1; ; left--)
    try {
      await prerequisite.install();
      break;
    } catch (error) {
      if (error instanceof NotHere || left === 0) return { missing: messageOf(error) };
      console.log(`That failed and is tried again in ${PAUSE_MS / 1000} s: ${messageOf(error)}`);
      await delay(PAUSE_MS);
    }
  const installed = prerequisite.find();
  return installed ? { path: installed } : { missing: 'was installed but is still not to be found' };
}
