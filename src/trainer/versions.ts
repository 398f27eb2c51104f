import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Versions that a run is made with. */
export async function versionsOf(packageFolder: string): Promise<Record<string, string>> {
  const text = await readFile(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return { initscope: version, node: process.versions.node };
}
