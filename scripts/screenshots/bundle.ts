import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the panel's page as `scripts/build.ts` does, into a folder of its own. */
export async function bundlePanel(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-panel-'));
  await build({
    entryPoints: ['webview/main.ts'],
    outfile: join(folder, 'panel.js'),
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    logLevel: 'warning',
  });
  return folder;
}
