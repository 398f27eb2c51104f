import { spawnSync } from 'node:child_process';
import { bundleForNode } from './bundles';

/** Bundles `scripts/gpuCheck/main.ts` as the product is bundled, and runs it: `npm run gpu-check [-- --software]`. */
const outfile = '.cache/bench/gpuCheck.cjs';
await bundleForNode('scripts/gpuCheck/main.ts', outfile);
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
