import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadDataset } from '../../../src/data/load';
import type { DatasetRequest } from '../../../src/data/load';
import { describeDataset } from '../../../src/data/registry';

const services = {
  mediaFolder: fileURLToPath(new URL('../../../media', import.meta.url)),
  cacheFolder: '/nowhere',
};
const load = (request: Partial<DatasetRequest>) =>
  loadDataset(
    {
      source: 'mnist-embedded',
      parameters: {},
      normalization: 'unit',
      validation: { kind: 'default' },
      splitSeed: 0,
      ...request,
    },
    services,
  );

describe('loadDataset', () => {
  test('loads the embedded digits as described', async () => {
    const { description, train, validation } = await load({});
    expect(description).toEqual(describeDataset('mnist-embedded', {}));
    expect([train.count, validation.count]).toEqual([9_000, 1_000]);
    expect(train.values).toBeInstanceOf(Uint8Array);
    expect(train.shape).toEqual([28, 28, 1]);
  });

  test('gives both splits the scaling measured on the training samples', async () => {
    const { train, validation } = await load({ normalization: 'standardize', trainSize: 500 });
    const all = await load({ normalization: 'standardize' });
    expect(validation.scale).toBe(train.scale);
    expect(train.scale[0]).not.toBe(all.train.scale[0]);
    expect(1 / all.train.scale[0]! / 255).toBeCloseTo(0.30844, 5);
    expect(-all.train.shift[0]! / all.train.scale[0]! / 255).toBeCloseTo(0.13089, 5);
  });

  test('scales the validation samples otherwise where it is asked to', async () => {
    const { train, validation } = await load({ validationNormalization: 'none' });
    expect([train.scale[0], validation.scale[0]]).toEqual([Math.fround(1 / 255), 1]);
  });

  test('loads synthetic points as described', async () => {
    const { description, train, validation } = await load({
      source: 'gaussians',
      parameters: { samples: 50 },
    });
    expect(description).toEqual(describeDataset('gaussians', { samples: 50 }));
    expect([train.count, validation.count]).toEqual([40, 10]);
  });
});
