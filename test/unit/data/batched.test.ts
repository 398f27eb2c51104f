import { describe, expect, test } from 'vitest';
import { batched, keptBatched } from '../../../src/data/batched';
import type { BatchedSamples } from '../../../src/data/batched';
import type { Samples } from '../../../src/data/dataset';

/** Sample i holds 2i and 2i + 1, its label is i. */
const samples = (): Samples => ({
  count: 11,
  shape: [2],
  values: Uint8Array.from({ length: 22 }, (_, i) => i),
  scale: Float32Array.of(0.1),
  shift: Float32Array.of(-1),
  targets: { kind: 'classes', labels: Int32Array.from({ length: 11 }, (_, i) => i) },
});

const onePass = (set: BatchedSamples): number[][] =>
  Array.from(set.batches(), ({ count, inputs, targets }) => [count, ...targets, ...inputs]);

describe('keptBatched', () => {
  test('gives in every pass what gathering anew does', () => {
    const kept = keptBatched(samples(), 4);
    const anew = onePass(batched(samples(), 4));
    expect(anew.map(([count]) => count)).toEqual([4, 4, 3]);
    expect([onePass(kept), onePass(kept)]).toEqual([anew, anew]);
  });

  test.each([
    [22, true],
    [21, false],
  ])('keeps no more than %i numbers', (mostKept, isKept) => {
    const set = samples();
    const kept = keptBatched(set, 4, mostKept);
    const before = onePass(kept);
    set.values.fill(0);
    expect(JSON.stringify(onePass(kept)) === JSON.stringify(before)).toBe(isKept);
  });
});
