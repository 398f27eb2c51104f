import { cp, mkdir, rm } from 'node:fs/promises';
import { NODE_BUNDLES, bundlePage, bundleProduct } from './bundles';
import type { NodeBundle } from './bundles';
import { bringPictures } from './fonts/bringPictures';

/** Bundles everything that the extension, the CLI and the trainer run from into `dist/`; `--minify` for packages. */
const options = { sourcemap: true, minify: process.argv.includes('--minify') };
const WASM = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';

await rm('dist', { recursive: true, force: true });
await mkdir('dist/wasm', { recursive: true });
await Promise.all([
  ...(Object.keys(NODE_BUNDLES) as NodeBundle[]).map((name) => bundleProduct(name, 'dist', options)),
  bundlePage('dist', options),
  ...['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'].map((file) =>
    cp(`${WASM}/${file}`, `dist/wasm/${file}`),
  ),
  bringPictures('dist'),
]);
