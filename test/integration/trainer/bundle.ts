import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What a CommonJS package inside an ES module bundle calls. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles one TypeScript entry into a folder of its own, as scripts/build.ts does. */
export async function bundle(
  entry: string,
  format: 'cjs' | 'esm' = 'cjs',
): Promise<{ script: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-test-'));
  const script = join(folder, `entry.${format === 'cjs' ? 'cjs' : 'mjs'}`);
  await build({
    entryPoints: [entry],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    mainFields: ['module', 'main'],
    banner: format === 'esm' ? { js: REQUIRE } : {},
    logLevel: 'warning',
  });
  return { script, remove: () => rm(folder, { recursive: true, force: true }) };
}
