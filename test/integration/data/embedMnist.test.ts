import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { embedMnist, readDigits } from '../../../scripts/embed-mnist';

const media = new URL('../../../media/datasets/mnist-embedded/', import.meta.url);

test('the committed files are what `npm run embed-mnist` makes, to the byte', async () => {
  for (const [name, bytes] of await embedMnist()) {
    expect(Buffer.compare(await readFile(new URL(name, media)), bytes), name).toBe(0);
  }
});

test('they hold each digit of the package once', async () => {
  const { pixels, labels } = await readDigits();
  const unpack = async (name: string): Promise<Buffer> => gunzipSync(await readFile(new URL(name, media)));
  const images = Buffer.concat([
    (await unpack('train-images-idx3-ubyte.gz')).subarray(16),
    (await unpack('t10k-images-idx3-ubyte.gz')).subarray(16),
  ]);
  const classes = Buffer.concat([
    (await unpack('train-labels-idx1-ubyte.gz')).subarray(8),
    (await unpack('t10k-labels-idx1-ubyte.gz')).subarray(8),
  ]);
  const keys = (allPixels: Uint8Array, allLabels: Uint8Array): string[] =>
    Array.from(
      allLabels,
      (label, i) => `${label} ${Buffer.from(allPixels.subarray(784 * i, 784 * i + 784)).toString('latin1')}`,
    ).sort();
  expect(classes).toHaveLength(10_000);
  expect(keys(images, classes)).toEqual(keys(pixels, labels));
  expect(
    [...labels].reduce<number[]>(
      (counts, label) => counts.with(label, counts[label]! + 1),
      Array<number>(10).fill(0),
    ),
  ).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  expect(Array.from(pixels.subarray(155, 159), (byte) => Number((byte / 255).toFixed(3)))).toEqual([
    0.933, 0.988, 0.988, 0.988,
  ]);
});
