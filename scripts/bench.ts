import { fork } from 'node:child_process';
import { SERVER_ARGUMENTS } from '../src/language/serverProcess';
import { bundleForNode } from './bundles';

/** Benches of what the language server does, in a process like its own. */
const IN_SERVER: ReadonlySet<string> = new Set(['language', 'theory']);

/** Bundles `bench/<name>.ts` as the product is bundled, and runs it: `npm run bench [-- name [arguments]]`. */
const [name = 'performance', ...options] = process.argv.slice(2);
const outfile = `.cache/bench/${name}.cjs`;
await bundleForNode(`bench/${name}.ts`, outfile);
const execArgv = IN_SERVER.has(name) ? [...SERVER_ARGUMENTS] : [];
fork(outfile, options, { execArgv }).on('exit', (code) => (process.exitCode = code ?? 1));
