import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../../scripts/bundles';
import { killOften } from '../../../scripts/faults/kill';

test('killed at 12 random moments while runs are made, renamed and deleted, nothing acknowledged is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-kill-'));
  const script = join(folder, 'writer.cjs');
  await bundleForNode('scripts/faults/writer.ts', script);
  const { records, losses } = await killOften(script, join(folder, 'runs'), { moments: 12, seed: 3 });
  expect(losses).toEqual([]);
  expect(records).toBeGreaterThan(12);
  await rm(folder, { recursive: true, force: true });
});
