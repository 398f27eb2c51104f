import { defineConfig } from 'vitest/config';

const suite = (name: string, testTimeout: number, extra: object = {}): object => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: testTimeout, ...extra },
});

export default defineConfig({
  test: {
    projects: [
      suite('unit', 10_000),
      suite('conformance', 120_000, { pool: 'forks' }),
      suite('integration', 300_000, { pool: 'forks' }),
      suite('e2e', 300_000, { pool: 'forks', fileParallelism: false }),
    ],
  },
});
