import { fork } from 'node:child_process';
import { bundleForNode } from './bundles';

/** Bundles `bench/<name>.ts` as the product is bundled, and runs it: `npm run bench [-- name [arguments]]`. */
const [name = 'performance', ...options] = process.argv.slice(2);
const outfile = `.cache/bench/${name}.cjs`;
await bundleForNode(`bench/${name}.ts`, outfile);
fork(outfile, options).on('exit', (code) => (process.exitCode = code ?? 1));
