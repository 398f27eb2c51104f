import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vitest/config';

const GRADIENTS = '@tensorflow/tfjs-core/dist/register_all_gradients';

/**
 * tfjs-core publishes its gradients as modules for bundlers alone (imports without extensions), which Node cannot
 * load. Our builds bundle them; so do tests, which run from source.
 */
const tfjsGradients = (): Plugin => ({
  name: 'tfjs-gradients',
  enforce: 'pre',
  resolveId: (id) => (id === GRADIENTS ? `\0${GRADIENTS}` : undefined),
  load: async (id) => {
    if (id !== `\0${GRADIENTS}`) return undefined;
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(import.meta.resolve(`${GRADIENTS}.js`))],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
    });
    return outputFiles[0]?.text;
  },
});

const suite = (name: string, testTimeout: number, extra: object = {}): object => ({
  plugins: [tfjsGradients()],
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout, ...extra },
});

export default defineConfig({
  test: {
    projects: [
      suite('unit', 30_000, { expect: { poll: { timeout: 20_000 } } }),
      suite('conformance', 300_000, { pool: 'forks' }),
      // browsers and editors on a busy machine: a scenario may be tried again, and the report says so
      suite('integration', 300_000, { pool: 'forks', retry: 1, expect: { poll: { timeout: 60_000 } } }),
      suite('e2e', 300_000, { pool: 'forks', fileParallelism: false, retry: 2 }),
    ],
  },
});
