import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** `npm test` installs the driver (libvulkan1, chromium-common) where it may, and says so where it may not. */
test.skipIf(process.env['INITSCOPE_VULKAN'] === undefined)(
  'gpu-check --software checks a GPU engine against the cpu, on a GPU played by software',
  () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/gpu-check.ts', '--software'],
      { cwd: ROOT, encoding: 'utf8' },
    );
    expect(stdout).toMatch(/webgpu .*\(.*gpu\)\n +\d+ networks agree with cpu, 0 differ/);
    expect(status).toBe(0);
  },
);
