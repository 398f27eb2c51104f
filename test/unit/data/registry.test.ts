import { describe, expect, test } from 'vitest';
import { datasets, describeDataset, findDataset } from '../../../src/data/registry';

describe('datasets', () => {
  test('are the names that configs may use, the embedded one first', () => {
    expect(Object.keys(datasets)).toEqual([
      ...['mnist-embedded', 'mnist', 'fashion-mnist', 'kmnist', 'cifar10', 'cifar100'],
      ...['gaussians', 'xor', 'circles', 'moons', 'spiral'],
    ]);
  });

  test.each(Object.entries(datasets))(
    '%s fetches only over addresses with length and SHA-256',
    (_, entry) => {
      for (const file of entry.kind === 'remote' ? entry.files : []) {
        expect(file.address).toMatch(new RegExp(`^https?://.*/${file.name}$`));
        expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(file.bytes).toBeGreaterThan(4_000);
      }
    },
  );
});

describe('describeDataset', () => {
  test('describes images', () => {
    expect(describeDataset('cifar100', {})).toMatchObject({
      name: 'cifar100',
      title: 'CIFAR-100',
      inputShape: [32, 32, 3],
      outputs: 100,
      trainCount: 50_000,
      testCount: 10_000,
    });
  });

  test.each(Object.keys(datasets))('%s has as many different classes as outputs', (name) => {
    const { classes, outputs } = describeDataset(name, {})!;
    expect(new Set(classes).size).toBe(outputs);
  });

  test('fills in defaults and follows parameters', () => {
    expect(describeDataset('spiral', {})).toMatchObject({ inputShape: [2], outputs: 2, trainCount: 1_000 });
    expect(describeDataset('spiral', { classes: 5, samples: 40 })).toMatchObject({
      outputs: 5,
      classes: ['0', '1', '2', '3', '4'],
      trainCount: 40,
    });
  });

  test.each(['./mnist', 'toString', ''])('knows nothing of %j', (source) => {
    expect(describeDataset(source, {})).toBeUndefined();
    expect(findDataset(source)).toBeUndefined();
  });
});
