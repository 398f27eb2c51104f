import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../../scripts/bundles';
import { killOften } from '../../../scripts/faults/killStore';
import { bundlePrograms, killTraining } from '../../../scripts/faults/killTraining';

const ROOT = join(import.meta.dirname, '../../..');

test('killed at 12 random moments while runs are made, renamed and deleted, nothing acknowledged is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'initscope-kill-'));
  const script = join(folder, 'writer.cjs');
  await bundleForNode('scripts/faults/storeVictim.ts', script);
  const { records, losses } = await killOften(script, join(folder, 'runs'), { moments: 12, seed: 3 });
  expect(losses).toEqual([]);
  expect(records).toBeGreaterThan(12);
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(process.platform !== 'linux')(
  'trainers, windows and commands killed at 8 random moments lose nothing, leave nothing, and go on to the bit',
  async () => {
    await mkdir(join(ROOT, '.cache'), { recursive: true });
    const folder = await mkdtemp(join(ROOT, '.cache', 'kill-'));
    const programs = await bundlePrograms(folder);
    const report = await killTraining(programs, join(folder, 'work'), { moments: 8, seed: 2 });
    expect(report.losses).toEqual([]);
    expect(report.records).toBeGreaterThan(100);
    await rm(folder, { recursive: true, force: true });
  },
  900_000,
);
