import { fork } from 'node:child_process';
import { build } from 'esbuild';

/**
 * `npm run generate-theory [-- seeds]`: measures real networks on real digits and writes the comparison with the
 * predictions to docs/theory.md. Takes minutes, so it is no part of `npm run generate`.
 */
const outfile = '.cache/theory/main.cjs';
await build({
  entryPoints: ['scripts/theory/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', 'webgpu', 'onnxruntime-node', 'prettier'],
  logLevel: 'warning',
});
fork(outfile, process.argv.slice(2)).on('exit', (code) => (process.exitCode = code ?? 1));
