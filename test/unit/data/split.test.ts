import { describe, expect, test } from 'vitest';
import type { RawDataset, RawSamples } from '../../../src/data/raw';
import { splitDataset } from '../../../src/data/split';
import type { SplitRequest } from '../../../src/data/split';

/** Sample i has the values i, −i and the label i + offset. */
const samples = (count: number, offset = 0): RawSamples => ({
  count,
  shape: [2],
  values: Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? i / 2 : -(i - 1) / 2)),
  targets: { kind: 'classes', labels: Int32Array.from({ length: count }, (_, i) => i + offset) },
});

const labels = ({ targets }: RawSamples): number[] => (targets.kind === 'classes' ? [...targets.labels] : []);
const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const single: RawDataset = { train: samples(50), outputs: 50 };
const double: RawDataset = { ...single, test: samples(10, 100) };
const split = (dataset: RawDataset, request: Partial<SplitRequest> = {}) =>
  splitDataset(dataset, { validation: { kind: 'default' }, splitSeed: 1, ...request });

describe('splitDataset', () => {
  test('validates on the own test set by default', () => {
    const { train, validation } = split(double);
    expect(train).toBe(double.train);
    expect(validation).toBe(double.test);
  });

  test.each([
    ['a fifth without a test set', single, { kind: 'default' }, 10],
    ['a fraction, even with a test set', double, { kind: 'fraction', fraction: 0.3 }, 15],
    ['a count', single, { kind: 'count', count: 7 }, 7],
  ] as const)('takes from training: %s', (_, dataset, validation, count) => {
    const parts = split(dataset, { validation });
    expect(labels(parts.validation)).toHaveLength(count);
    expect(sorted([...labels(parts.train), ...labels(parts.validation)])).toEqual(upTo(50));
  });

  test.each([
    ['first', upTo(7), upTo(50).slice(7)],
    ['last', upTo(50).slice(43), upTo(43)],
  ] as const)('holds out the %s samples as they are stored', (held, validation, train) => {
    const parts = split(double, { validation: { kind: 'count', count: 7 }, held });
    expect(labels(parts.validation)).toEqual(validation);
    expect(labels(parts.train)).toEqual(train);
  });

  test('keeps inputs with their labels', () => {
    const { train } = split(single, { trainSize: 20 });
    expect([...train.values]).toEqual(labels(train).flatMap((label) => [label, -label]));
  });

  test('depends on the seed alone', () => {
    expect(split(single)).toEqual(split(single));
    expect(labels(split(single).validation)).not.toEqual(labels(split(single, { splitSeed: 2 }).validation));
  });

  test('takes shuffled subsets, a smaller one being the start of a larger', () => {
    const larger = labels(split(double, { trainSize: 30, validationSize: 5 }).train);
    const smaller = labels(split(double, { trainSize: 8 }).train);
    expect(larger.slice(0, 8)).toEqual(smaller);
    expect(smaller).not.toEqual(sorted(smaller));
  });

  test('splits numbers to predict with all of their width', () => {
    const values = Float32Array.from({ length: 100 }, (_, i) => i);
    const train = { ...samples(50), targets: { kind: 'values', values, width: 2 } as const };
    const part = split({ train, outputs: 2 }, { validation: { kind: 'count', count: 10 } }).validation;
    const firsts = upTo(10).map((row) => part.values[2 * row]!);
    expect(part.targets).toMatchObject({
      width: 2,
      values: Float32Array.from(firsts.flatMap((i) => [2 * i, 2 * i + 1])),
    });
  });

  test.each([
    [{ validation: { kind: 'count', count: 50 } }, '50 validation samples leave none of the 50 samples'],
    [{ validation: { kind: 'fraction', fraction: 0.001 } }, 'leaves one of the splits empty'],
    [{ trainSize: 41 }, 'train size 41 exceeds the 40 train samples there are'],
    [{ validationSize: 11 }, 'validation size 11 exceeds the 10 validation samples there are'],
  ] as const)('refuses %j', (request, message) => {
    expect(() => split(single, request)).toThrow(message);
  });
});
