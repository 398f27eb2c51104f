import { readFile } from 'node:fs/promises';
import { manifest } from '../../src/extension/contributions/manifest';
import type { Output } from './output';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * package.json with everything that follows from `src/extension/contributions/` brought up to date, and its texts in
 * English. `package.nls.ko.json` is written by hand; a test holds it to the same keys.
 */
export async function generateManifest(root: URL): Promise<readonly [Output, Output]> {
  const path = 'package.json';
  const current = JSON.parse(await readFile(new URL(path, root), 'utf8')) as Record<string, unknown>;
  const { manifest: generated, texts } = manifest();
  return [
    { path, text: json({ ...current, ...generated }) },
    { path: 'package.nls.json', text: json(texts) },
  ];
}
