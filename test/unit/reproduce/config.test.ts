import { expect, it } from 'vitest';
import { describeDataset } from '../../../src/data/registry';
import { parseExperiment } from '../../../src/experiment/parse';
import { exampleText } from '../../../src/experiment/templates';
import { configOf } from '../../../src/reproduce/config';
import { reproductions, withNeeds } from '../../../src/reproduce/registry';

const parse = (text: string) =>
  parseExperiment(text, { path: '/configs/one.initscope.yaml', describeDataset });

it.each(
  reproductions.flatMap(({ example, variants = [undefined] }) => variants.map((v) => [example, v] as const)),
)('%s stays a valid config, quick or whole', (example, variant) => {
  const text = exampleText(example) ?? '';
  for (const quick of [false, true]) {
    const changed = configOf(text, { seeds: [7, 8], quick, ...(variant && { variant }) });
    const { experiment, problems } = parse(changed);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(experiment?.training.seeds).toEqual([7, 8]);
    if (quick) expect(experiment?.dataset.trainSize).toBeLessThanOrEqual(1000);
  }
});

it('leads to data elsewhere, and keeps the comments', () => {
  const text = exampleText('mnist-gradient-clipping') ?? '';
  const changed = configOf(text, { seeds: [1], quick: false, source: '/data/mnist' });
  expect(parse(changed).outline.initializers).toHaveLength(1);
  expect(changed).toContain('source: /data/mnist');
  expect(changed).toContain('held: first');
  expect(changed).toMatch(/^# MNIST, clipped gradients\n/);
  const scalar = configOf(exampleText('mnist-xavier-he-random') ?? '', {
    seeds: [1],
    quick: false,
    source: '/data/mnist',
  });
  expect(scalar).toContain('source: /data/mnist');
});

it('has every example once, and what it needs before it', () => {
  const names = reproductions.map(({ example }) => example);
  expect(new Set(names).size).toBe(names.length);
  reproductions.forEach(({ needs = [] }, i) => {
    for (const need of needs) expect(names.indexOf(need)).toBeLessThan(i);
    for (const need of needs) expect(names).toContain(need);
  });
  const cached = reproductions.filter(({ example }) => example === 'mnist-transfer-cached');
  expect(withNeeds(cached).map(({ example }) => example)).toEqual([
    'mnist-gradient-clipping',
    'mnist-transfer-stop-gradient',
    'mnist-transfer-cached',
  ]);
});
