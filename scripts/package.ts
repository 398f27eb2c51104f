import { execFileSync } from 'node:child_process';
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Packages the built extension: `npm run package [-- --target linux-x64 … --out folder]`. A package for a platform
 * carries that platform's ONNX Runtime and Dawn; the one called `universal` runs anywhere, on WebAssembly.
 */
const TARGETS = [
  'linux-x64',
  'linux-arm64',
  'darwin-arm64',
  'win32-x64',
  'win32-arm64',
  'universal',
] as const;
type Target = (typeof TARGETS)[number];

/** Where the packaged extension looks for engines, see `locateServices`. */
const ENGINES = 'dist/engines/node_modules';

const isTarget = (name: string): name is Target => (TARGETS as readonly string[]).includes(name);

async function copyInto(name: string, ...parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await cp(path.join('node_modules', name, part), path.join(ENGINES, name, part), { recursive: true });
  }
}

/** Copies what runs of the native engines for one platform; their other files are for those who build them. */
async function bringEngines(target: Exclude<Target, 'universal'>): Promise<void> {
  const [platform = '', arch = ''] = target.split('-');
  const dawn = platform === 'darwin' ? 'darwin-universal' : target;
  await copyInto('onnxruntime-node', 'package.json', 'dist', `bin/napi-v6/${platform}/${arch}`);
  await copyInto('onnxruntime-common', 'package.json', 'dist/cjs');
  await copyInto('webgpu', 'package.json', 'index.js', 'LICENSE.md', `dist/${dawn}`);
}

async function packageFor(target: Target, folder: string): Promise<void> {
  await rm('dist/engines', { recursive: true, force: true });
  if (target !== 'universal') await bringEngines(target);
  const file = path.join(folder, `initscope-${target}.vsix`);
  const forTarget = target === 'universal' ? [] : ['--target', target];
  // README's links lead to files that the package holds, so they stay as they are
  const fixed = ['--no-dependencies', '--no-rewrite-relative-links'];
  execFileSync('npx', ['vsce', 'package', ...fixed, ...forTarget, '--out', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  console.log(`${file}  ${((await stat(file)).size / 2 ** 20).toFixed(1)} MiB`);
}

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    out: { type: 'string', default: '.cache/packages' },
  },
});
const chosen = values.target ?? [...TARGETS];
const unknown = chosen.find((name) => !isTarget(name));
if (unknown !== undefined) {
  console.error(`unknown target "${unknown}"; expected one of ${TARGETS.join(', ')}`);
  process.exit(2);
}
await mkdir(values.out, { recursive: true });
for (const target of chosen.filter(isTarget)) await packageFor(target, values.out);
await rm('dist/engines', { recursive: true, force: true });
