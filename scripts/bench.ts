import { fork } from 'node:child_process';
import { build } from 'esbuild';

/** Bundles `bench/<name>.ts` as the product is bundled, and runs it: `npm run bench -- engine [arguments]`. */
const [name = 'engine', ...options] = process.argv.slice(2);
const outfile = `.cache/bench/${name}.cjs`;
await build({
  entryPoints: [`bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', 'webgpu', 'onnxruntime-node'],
  logLevel: 'warning',
});
fork(outfile, options).on('exit', (code) => (process.exitCode = code ?? 1));
