import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Samples } from '../../../src/data/dataset';
import { inspectPath } from '../../../src/data/inspect';
import { loadDataset } from '../../../src/data/load';
import { channelMoments } from '../../../src/data/normalize';
import { readWhole } from '../../../src/data/readers/files';
import { describeDataset } from '../../../src/data/registry';

const shared = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const missing = !existsSync(shared);
if (missing) console.warn(`SKIPPED: the complete datasets are not at ${shared}`);

const load = (folder: string) =>
  loadDataset(
    {
      source: join(shared, folder),
      parameters: {},
      normalization: 'unit',
      validation: { kind: 'default' },
      splitSeed: 0,
    },
    { mediaFolder: '', cacheFolder: '' },
  );

/** Labels' counts, as `numpy.bincount` gives them for the same files. */
const histogram = ({ targets }: Samples): number[] => {
  const counts = Array<number>(10).fill(0);
  if (targets.kind === 'classes') for (const label of targets.labels) counts[label]!++;
  return counts;
};

describe.skipIf(missing)('complete datasets', () => {
  test.each([
    ['train-images-idx3-ubyte.gz', '6bbc9ace898e44ae57da46a324031adb'],
    ['train-labels-idx1-ubyte.gz', 'a25bea736e30d166cdddb491f175f624'],
    ['t10k-images-idx3-ubyte.gz', '2646ac647ad5339dbf082846283269ea'],
    ['t10k-labels-idx1-ubyte.gz', '27ae3e4e09519cfbb04c329615203637'],
  ])('MNIST %s has the canonical bytes', async (name, md5) => {
    const bytes = await readWhole(join(shared, 'mnist', name));
    expect(createHash('md5').update(bytes).digest('hex')).toBe(md5);
  });

  test.each([
    ['mnist', 'mnist', [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]],
    ['fashion-mnist', 'fashion-mnist', Array<number>(10).fill(6000)],
  ])('%s: shape, labels and moments', async (folder, name, counts) => {
    const { train, validation } = await load(folder);
    expect([train.count, validation.count, train.shape]).toEqual([60_000, 10_000, [28, 28, 1]]);
    expect(histogram(train)).toEqual(counts);
    const [moments] = channelMoments(train);
    const registered = describeDataset(name, {})!.moments!;
    expect(moments!.mean / 255).toBeCloseTo(registered.mean, 4);
    expect(moments!.sd / 255).toBeCloseTo(registered.sd, 4);
  });

  test('CIFAR-10: shape, labels and moments of the first batch', async () => {
    const { train, validation, description } = await load('cifar-10-batches-bin');
    expect([train.count, validation.count, train.shape]).toEqual([10_000, 2_000, [32, 32, 3]]);
    expect(description.classes?.[6]).toBe('frog');
    expect(histogram(train)).toEqual([1017, 1001, 1014, 992, 981, 971, 984, 1006, 1011, 1023]);
    // numpy: x = file[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1); x[0, 5, 7], x[-1, 31, 0]
    expect([...train.values.subarray(3 * (5 * 32 + 7), 3 * (5 * 32 + 8))]).toEqual([215, 215, 203]);
    const lastRow = train.values.length - 3 * 32;
    expect([...train.values.subarray(lastRow, lastRow + 3)]).toEqual([44, 53, 52]);
    const means = channelMoments(train).map(({ mean }) => mean / 255);
    for (const [channel, mean] of [0.4914, 0.4822, 0.4465].entries()) {
      expect(Math.abs(means[channel]! - mean)).toBeLessThan(0.005);
    }
  });

  test.each(['mnist', 'fashion-mnist', 'cifar-10-batches-bin'])(
    'inspecting %s agrees with loading it',
    async (folder) => {
      expect(await inspectPath(join(shared, folder), {})).toEqual((await load(folder)).description);
    },
  );
});
