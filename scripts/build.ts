import { cp, mkdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

/** Bundles every entry point into `dist/`: what the extension, the CLI and the trainer run from. */
const watchless: BuildOptions = {
  bundle: true,
  logLevel: 'warning',
  sourcemap: true,
  minify: process.argv.includes('--minify'),
};

/** Loaded at run time where they are installed, never bundled. */
const external = [
  'vscode',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
  'webgpu',
  'onnxruntime-node',
];

const node = (entry: string, out: string): BuildOptions => ({
  ...watchless,
  entryPoints: [entry],
  outfile: `dist/${out}.cjs`,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // packages whose "module" build expects a bundler (vscode-*) resolve to ESM, the rest to what Node would load
  mainFields: ['module', 'main'],
  external,
});

const page = (entry: string, out: string): BuildOptions => ({
  ...watchless,
  entryPoints: [entry],
  outfile: `dist/webview/${out}.js`,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
});

const WASM = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';

await rm('dist', { recursive: true, force: true });
await mkdir('dist/wasm', { recursive: true });
await Promise.all([
  build(node('src/extension/extension.ts', 'extension')),
  build(node('src/language/server.ts', 'server')),
  build(node('src/trainer/main.ts', 'trainer')),
  build(node('src/trainer/crew/worker.ts', 'worker')),
  build({ ...node('src/cli/main.ts', 'cli'), banner: { js: '#!/usr/bin/env node' } }),
  build(page('webview/main.ts', 'panel')),
  ...['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'].map((file) =>
    cp(`${WASM}/${file}`, `dist/wasm/${file}`),
  ),
]);
