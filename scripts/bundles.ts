import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

/** The bundles that the product runs from, by output name. */
export const NODE_BUNDLES = {
  extension: 'src/extension/extension.ts',
  host: 'src/extension/host.ts',
  server: 'src/language/server.ts',
  trainer: 'src/trainer/main.ts',
  worker: 'src/trainer/crew/worker.ts',
  cli: 'src/cli/main.ts',
  yaml: 'yaml',
  languageClient: 'vscode-languageclient/node',
  csvParse: 'csv-parse/sync',
  yauzl: 'yauzl',
  reportForms: 'src/extension/runs/reportForms.ts',
} as const;
export type NodeBundle = keyof typeof NODE_BUNDLES;

/**
 * Modules that a bundle loads, late or not at all, from the bundle beside it that has them: they need not be read and
 * compiled when the editor starts. vscode-jsonrpc compares objects by identity, so there is one of it, that of the language
 * client, which hands on all of it.
 */
const BESIDE: Readonly<Partial<Record<NodeBundle, Readonly<Record<string, NodeBundle>>>>> = {
  extension: { './host': 'host' },
  host: {
    yaml: 'yaml',
    'vscode-languageclient/node': 'languageClient',
    'vscode-jsonrpc': 'languageClient',
    'vscode-jsonrpc/node': 'languageClient',
    'csv-parse/sync': 'csvParse',
    yauzl: 'yauzl',
    './reportForms': 'reportForms',
  },
};

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
      // what tfjs fetches with where Node cannot: with its tables a fifth of a trainer's code, and never called
      'node-fetch',
    ],
    ...options,
  });

const besideIt = (modules: Readonly<Record<string, NodeBundle>>): Plugin => ({
  name: 'beside-it',
  setup(build) {
    for (const [module, bundle] of Object.entries(modules))
      build.onResolve({ filter: new RegExp(`^${module.replace('.', '\\.')}$`) }, () => ({
        path: `./${bundle}.cjs`,
        external: true,
      }));
  },
});

export const bundleProduct = (
  name: NodeBundle,
  folder: string,
  options: BuildOptions = {},
): Promise<unknown> => {
  const beside = BESIDE[name];
  return bundleForNode(NODE_BUNDLES[name], path.join(folder, `${name}.cjs`), {
    ...options,
    // by `require`: VS Code gives its API to files that are loaded with it
    ...(beside && { plugins: [besideIt(beside)], supported: { 'dynamic-import': false } }),
    ...(name === 'cli' && { banner: { js: '#!/usr/bin/env node' } }),
  });
};

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
