import path from 'node:path';
import type { Plugin } from 'esbuild';

const FOLDER = path.resolve('scripts/fuzz/memory');
const MODULES: Readonly<Record<string, string>> = {
  'node:fs/promises': 'fsPromises.ts',
  'node:zlib': 'zlib.ts',
  yauzl: 'yauzl.ts',
};

/** Gives parsers in the place of these modules what reads inputs from memory. */
export const memoryFiles: Plugin = {
  name: 'memory files',
  setup(build) {
    build.onResolve({ filter: /^(node:fs\/promises|node:zlib|yauzl)$/ }, ({ path: module, importer }) => {
      const file = MODULES[module];
      return file === undefined || !importer.includes(`${path.sep}src${path.sep}`)
        ? undefined
        : { path: path.join(FOLDER, file) };
    });
  },
};
