import { readFile } from 'node:fs/promises';
import { manifest } from '../../src/extension/contributions/manifest';

/** package.json with everything that follows from `src/extension/contributions/` brought up to date. */
export async function generateManifest(root: URL): Promise<{ path: string; text: string }> {
  const path = 'package.json';
  const current = JSON.parse(await readFile(new URL(path, root), 'utf8')) as Record<string, unknown>;
  return { path, text: `${JSON.stringify({ ...current, ...manifest() }, null, 2)}\n` };
}
