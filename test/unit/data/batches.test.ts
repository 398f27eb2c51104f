import { describe, expect, test } from 'vitest';
import { createBatch, createBatcher, sequentialBatches } from '../../../src/data/batches';
import type { Sampling } from '../../../src/data/batches';
import type { Samples } from '../../../src/data/dataset';

/** Sample i holds the bytes i and 2i, scaled per channel to i/10 and 2i − 1; its label is i. */
const samples = (count: number): Samples => ({
  count,
  shape: [1, 1, 2],
  values: Uint8Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? i / 2 : i - 1)),
  scale: Float32Array.of(0.1, 1),
  shift: Float32Array.of(0, -1),
  targets: { kind: 'classes', labels: Int32Array.from({ length: count }, (_, i) => i) },
});

const labelsOf = (
  set: Samples,
  seed: number,
  steps: readonly number[],
  batchSize = 3,
  sampling: Sampling = 'shuffled',
): number[][] => {
  const batcher = createBatcher(set, { batchSize, seed, sampling });
  const batch = createBatch(set, batchSize);
  return steps.map((step) => {
    batcher.batchAt(step, batch);
    return [...batch.targets];
  });
};

describe('createBatcher', () => {
  const set = samples(11);

  test('drops the incomplete last batch', () => {
    expect(createBatcher(set, { batchSize: 3, seed: 0 }).stepsPerEpoch).toBe(3);
    expect(createBatcher(set, { batchSize: 11, seed: 0 }).stepsPerEpoch).toBe(1);
  });

  test('shows a sample at most once an epoch, in another order each epoch', () => {
    const epochs = [
      [0, 1, 2],
      [3, 4, 5],
    ].map((steps) => labelsOf(set, 0, steps).flat());
    for (const epoch of epochs) expect(new Set(epoch).size).toBe(9);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  test('depends on seed and step alone, whatever came before', () => {
    const forward = labelsOf(set, 5, [0, 1, 2, 3, 4, 5, 6]);
    expect(labelsOf(set, 5, [6, 5, 4, 3, 2, 1, 0]).reverse()).toEqual(forward);
    expect(labelsOf(set, 6, [0, 1, 2, 3, 4, 5, 6])).not.toEqual(forward);
  });

  test('draws every batch from all samples where they are put back', () => {
    const steps = Array.from({ length: 400 }, (_, step) => step);
    const drawn = labelsOf(set, 3, steps, 3, 'withReplacement');
    expect(labelsOf(set, 3, [399, 7], 3, 'withReplacement')).toEqual([drawn[399], drawn[7]]);
    expect(drawn.some((batch) => new Set(batch).size < 3)).toBe(true);
    const counts = new Map<number, number>();
    for (const label of drawn.flat()) counts.set(label, (counts.get(label) ?? 0) + 1);
    // 1,200 draws over 11 samples: 109 each, with a standard deviation of 10
    for (let label = 0; label < 11; label++)
      expect(Math.abs((counts.get(label) ?? 0) - 109)).toBeLessThan(40);
  });

  test('never changes its order between versions', () => {
    expect(labelsOf(set, 0, [0, 4])).toMatchInlineSnapshot(`
      [
        [
          6,
          3,
          9,
        ],
        [
          7,
          10,
          3,
        ],
      ]
    `);
  });

  test('normalises by channel', () => {
    const batch = createBatch(set, 4);
    createBatcher(set, { batchSize: 4, seed: 0 }).batchAt(1, batch);
    expect([...batch.inputs]).toEqual(
      [...batch.targets].flatMap((i) => [Math.fround(i * Math.fround(0.1)), 2 * i - 1]),
    );
  });

  test('gathers numbers to predict', () => {
    const values = Float32Array.from({ length: 22 }, (_, i) => i);
    const regression: Samples = { ...set, targets: { kind: 'values', values, width: 2 } };
    const batch = createBatch(regression, 2);
    createBatcher(regression, { batchSize: 2, seed: 0 }).batchAt(0, batch);
    const first = batch.targets[0]!;
    expect([...batch.targets.subarray(0, 2)]).toEqual([first, first + 1]);
    expect(batch.inputs[1]).toBe(first - 1);
  });

  test('refuses batches larger than the set', () => {
    expect(() => createBatcher(set, { batchSize: 12, seed: 0 })).toThrow(
      'a batch of 12 is larger than the 11 training samples',
    );
  });
});

describe('sequentialBatches', () => {
  test.each([
    [4, [4, 4, 3]],
    [11, [11]],
    [100, [11]],
  ])('covers every sample once in batches of %i', (batchSize, counts) => {
    const seen = [...sequentialBatches(samples(11), batchSize)].map(({ count }) => count);
    expect(seen).toEqual(counts);
    const labels: number[] = [];
    for (const batch of sequentialBatches(samples(11), batchSize)) {
      expect(batch.inputs).toHaveLength(2 * batch.count);
      labels.push(...batch.targets);
    }
    expect(labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
