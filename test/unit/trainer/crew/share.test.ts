import { expect, test } from 'vitest';
import type { Dataset } from '../../../../src/data/dataset';
import { splitDataset } from '../../../../src/data/split';
import { shareDataset } from '../../../../src/trainer/crew/share';

const scaling = { scale: Float32Array.of(1), shift: Float32Array.of(0) };
const raw = {
  train: {
    count: 4,
    shape: [2],
    values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    targets: { kind: 'classes', labels: Int32Array.of(0, 1, 0, 1) },
  },
  outputs: 2,
} as const;

const sharedOf = (validation: { readonly kind: 'count'; readonly count: number }): readonly Dataset[] => {
  const { train, validation: held } = splitDataset(raw, { validation, held: 'first', splitSeed: 0 });
  const description = { name: 'x', title: 'x', inputShape: [2], outputs: 2 };
  const dataset = {
    description,
    train: { ...train, ...scaling },
    validation: { ...held, ...scaling },
  };
  return [dataset, shareDataset(dataset)];
};

test('samples that a split has copied are shared as they are', () => {
  const [dataset, shared] = sharedOf({ kind: 'count', count: 1 });
  expect(shared?.train.values).toBe(dataset?.train.values);
  expect(Array.from(shared?.train.values ?? [])).toEqual([3, 4, 5, 6, 7, 8]);
  expect(shared?.validation.values.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('others are copied into shared memory, labels too', () => {
  const samples = { ...raw.train, ...scaling };
  const description = { name: 'x', title: 'x', inputShape: [2], outputs: 2 };
  const { train } = shareDataset({ description, train: samples, validation: samples });
  expect(train.values).not.toBe(samples.values);
  expect(train.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(train).toEqual(samples);
});
