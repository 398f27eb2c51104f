import { describe, expect, it } from 'vitest';
import { linesOf, manifestOf, sceneOf } from './scenes';
import type { Written } from './scenes';

const manifest = manifestOf(['calm', 'wild'], [0]);
const series = (initializer: string, tag: string, value: (step: number) => number): Written => [
  [initializer, 0],
  tag === 'loss' ? 'train' : 'probe',
  tag,
  Array.from({ length: 40 }, (_, step) => [step, value(step)]),
];
const spike = (step: number): number => (step === 3 ? 1e30 : 2);

const linear = (loss: readonly Written[]) => sceneOf(manifest, loss, { logScale: { loss: false } });

describe('a linear axis', () => {
  it('is not flattened by a spike, and says whose lies outside', () => {
    const loss = [series('calm', 'loss', () => 2), series('wild', 'loss', spike)];
    const { y, notes } = linesOf(linear(loss), 'loss');
    expect(y.max).toBe(3);
    expect(notes).toContain('1 drawn point lies above 3, up to 1.00·10³⁰ (wild): see log scale');
  });

  it('holds all values where none lies far above the rest', () => {
    const loss = [series('calm', 'loss', (step) => 2.3 / (1 + step)), series('wild', 'loss', () => 2.3)];
    expect(linesOf(linear(loss), 'loss').y.max).toBeUndefined();
  });
});
