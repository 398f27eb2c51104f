import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

/**
 * Libraries that the extension needs late or not at all: in files of their own, that it need not read and compile them
 * when it is activated. The client of the language server cannot be one: it compares objects of vscode-jsonrpc by
 * identity, and would have a copy of its own.
 */
const LIBRARIES = { yaml: 'yaml' } as const;

/** The bundles that the product runs from, by output name. */
export const NODE_BUNDLES = {
  extension: 'src/extension/extension.ts',
  server: 'src/language/server.ts',
  trainer: 'src/trainer/main.ts',
  worker: 'src/trainer/crew/worker.ts',
  cli: 'src/cli/main.ts',
  ...LIBRARIES,
} as const;
export type NodeBundle = keyof typeof NODE_BUNDLES;

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const common: BuildOptions = { bundle: true, logLevel: 'warning', absWorkingDir: ROOT };

/** Bundles one module as CommonJS for Node. */
export const bundleForNode = (entry: string, outfile: string, options: BuildOptions = {}): Promise<unknown> =>
  build({
    ...common,
    entryPoints: [entry],
    outfile,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // packages whose "module" build expects a bundler (vscode-*) resolve to ESM, the rest to what Node would load
    mainFields: ['module', 'main'],
    // loaded at run time from where they are installed
    external: [
      'vscode',
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-node-gpu',
      'webgpu',
      'onnxruntime-node',
      'playwright-core',
    ],
    ...options,
  });

/** Has a bundle load libraries from the files beside it. */
const besideIt: Plugin = {
  name: 'beside-it',
  setup(build) {
    for (const [name, library] of Object.entries(LIBRARIES))
      build.onResolve({ filter: new RegExp(`^${library}$`) }, () => ({
        path: `./${name}.cjs`,
        external: true,
      }));
  },
};

export const bundleProduct = (
  name: NodeBundle,
  folder: string,
  options: BuildOptions = {},
): Promise<unknown> =>
  bundleForNode(NODE_BUNDLES[name], path.join(folder, `${name}.cjs`), {
    ...options,
    ...(name === 'extension' && { plugins: [besideIt] }),
    ...(name === 'cli' && { banner: { js: '#!/usr/bin/env node' } }),
  });

/** The page of the run panel, which reports contain too. */
export const bundlePage = (folder: string, options: BuildOptions = {}): Promise<unknown> =>
  build({
    ...common,
    entryPoints: ['webview/main.ts'],
    outfile: path.join(folder, 'webview', 'panel.js'),
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    ...options,
  });
