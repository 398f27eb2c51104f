import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage } from '../bundles';

/** Bundles the panel's page as it ships. @returns the folder of `panel.js` and `panel.css` */
export async function bundlePanel(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-panel-'));
  await bundlePage(folder, { minify: true });
  return join(folder, 'webview');
}
