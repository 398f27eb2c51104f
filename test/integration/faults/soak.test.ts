import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasChromium } from '../../../scripts/screenshots/panelPage';
import { runSoak } from '../../../scripts/soak/runSoak';

/** Rounds that count: an odd number, for two kinds of experiments take turns. */
const COUNTED = 5;
const ROOT = join(import.meta.dirname, '../../..');

test.skipIf(!hasChromium())(
  'experiments one after the other leave nothing behind in host, trainer and panel',
  { timeout: 900_000 },
  async () => {
    await mkdir(join(ROOT, '.cache'), { recursive: true });
    const folder = await mkdtemp(join(ROOT, '.cache', 'soak-'));
    try {
      const { host, trainer, panel } = await runSoak({ minutes: 0, warmUp: 2, counted: COUNTED, folder });
      for (const place of [host, trainer, panel]) {
        // what each round leaves behind adds up; what happens to be there for a moment does not
        const leaking = Object.entries(place).filter(
          ([name, grown]) => name.endsWith('grown by') && grown >= COUNTED - 1,
        );
        expect(leaking).toEqual([]);
        expect(place['heap KB per experiment']).toBeLessThan(1024);
      }
      expect(trainer['tensors grown by']).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
