import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../../../src/data/entry';
import type { Parameters } from '../../../../src/data/entry';
import { findDataset } from '../../../../src/data/registry';

const points = (name: string, parameters: Parameters) => {
  const entry = findDataset(name);
  if (entry?.kind !== 'synthetic') throw new Error(`${name} is not synthetic`);
  const { values, targets, count } = entry.generate(withDefaults(entry.parameters, parameters));
  if (targets.kind !== 'classes') throw new Error('no classes');
  return Array.from({ length: count }, (_, i) => ({
    x: values[2 * i]!,
    y: values[2 * i + 1]!,
    label: targets.labels[i]!,
  }));
};

const NAMES = ['gaussians', 'xor', 'circles', 'moons', 'spiral'];

describe.each(NAMES)('%s', (name) => {
  test('depends on its seed alone', () => {
    expect(points(name, { seed: 3 })).toEqual(points(name, { seed: 3 }));
    expect(points(name, { seed: 3 })).not.toEqual(points(name, { seed: 4 }));
  });

  test('has balanced classes', () => {
    const all = points(name, { samples: 300 });
    const counts = all.reduce<number[]>((sums, { label }) => {
      sums[label] = (sums[label] ?? 0) + 1;
      return sums;
    }, []);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(all).toHaveLength(300);
  });
});

describe('without noise', () => {
  test('gaussians lie on their centres', () => {
    for (const { x, y, label } of points('gaussians', { noise: 0, classes: 4, samples: 20 })) {
      expect(x).toBeCloseTo([1, 0, -1, 0][label]!, 6);
      expect(y).toBeCloseTo([0, 1, 0, -1][label]!, 6);
    }
  });

  test('the class of xor is whether the signs differ', () => {
    for (const { x, y, label } of points('xor', { noise: 0 })) expect(x * y > 0 ? 0 : 1).toBe(label);
    const quadrants = points('xor', { noise: 0 }).map(({ x, y }) => `${x > 0}${y > 0}`);
    expect(new Set(quadrants).size).toBe(4);
  });

  test('circles have their radii', () => {
    for (const { x, y, label } of points('circles', { noise: 0, factor: 0.3 })) {
      expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.3, 6);
    }
  });

  test('moons lie on half circles around (0, 0) and (1, ½)', () => {
    for (const { x, y, label } of points('moons', { noise: 0 })) {
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 6);
      expect(label === 0 ? y : 0.5 - y).toBeGreaterThan(0);
    }
  });

  test('arms of a spiral wind as far as asked', () => {
    for (const { x, y, label } of points('spiral', { noise: 0, classes: 3, turns: 2 })) {
      const angle = 2 * Math.PI * (2 * Math.hypot(x, y) + label / 3);
      expect(Math.cos(angle - Math.atan2(y, x))).toBeCloseTo(1, 5);
    }
  });
});

test('noise has the standard deviation asked for', () => {
  const shifted = points('gaussians', { noise: 0.5, samples: 20_000, classes: 2 });
  const deviations = shifted.map(({ y }) => y); // both centres have y = 0
  const variance = deviations.reduce((sum, y) => sum + y * y, 0) / deviations.length;
  expect(Math.sqrt(variance)).toBeCloseTo(0.5, 2);
});
