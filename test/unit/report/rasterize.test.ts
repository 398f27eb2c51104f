import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringPictures } from '../../../scripts/fonts/bringPictures';
import { openRasterizer } from '../../../src/report/rasterize';
import type { Rasterize } from '../../../src/report/rasterize';

let folder: string;
let rasterize: Rasterize;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'initscope-fonts-'));
  await bringPictures(folder);
  rasterize = await openRasterizer((path) => readFile(join(folder, path)));
});
afterAll(() => rm(folder, { recursive: true }));

const drawn = async (text: string): Promise<Buffer | undefined> => {
  const png = await rasterize(
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="30" font-family="sans-serif" font-size="20">${text}</text></svg>`,
  );
  return png && Buffer.from(png);
};

test('draws text, Korean too, each letter as it looks, at twice the size', async () => {
  const [empty, latin, symbols, korean, other] = await Promise.all(
    ['', 'loss', 'σ² → 10⁻³', '손실', '분산'].map(drawn),
  );
  expect([latin?.readUInt32BE(16), latin?.readUInt32BE(20)]).toEqual([400, 80]);
  const pictures = [empty, latin, symbols, korean, other].map((png) => png?.toString('base64'));
  expect(new Set(pictures).size).toBe(pictures.length);
  // boxes in place of letters would be the same for any two syllables
  expect(pictures).not.toContain(undefined);
});

test('draws nothing whose letters it does not have', async () => {
  expect(await drawn('损失')).toBeUndefined();
});
