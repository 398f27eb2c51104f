import { describe, expect, test } from 'vitest';
import type { ModelSpec } from '../../../src/nn/layers/layer';
import { splitFrozenPrefix } from '../../../src/nn/frozenPrefix';
import { sketch } from './models';

const model = sketch(
  [4],
  [
    ['dense', { units: 5 }, 'relu'],
    ['batchNorm'],
    ['dense', { units: 5 }],
    ['dropout', { rate: 0.5 }],
    ['dense', { units: 2 }],
  ],
);
const freeze = (names: readonly string[], branches: Readonly<Record<string, number>> = {}): ModelSpec => ({
  ...model,
  layers: model.layers.map((layer) => ({
    ...layer,
    ...(names.includes(layer.name) && { frozen: true as const }),
    ...(branches[layer.name] !== undefined && { branch: branches[layer.name]! }),
  })),
});
const names = (part: ModelSpec | undefined): string[] | undefined => part?.layers.map(({ name }) => name);

describe('the frozen layers that a model begins with', () => {
  test('end before the first that is trained or random', () => {
    const split = splitFrozenPrefix(freeze(['dense_1', 'batchNorm_1', 'dense_2']));
    expect(names(split?.prefix)).toEqual(['dense_1', 'batchNorm_1', 'dense_2']);
    expect(names(split?.rest)).toEqual(['dropout_1', 'dense_3']);
    expect(split?.rest.inputShape).toEqual([5]);
    expect(names(splitFrozenPrefix(freeze(['dense_1', 'dense_2']))?.prefix)).toEqual(['dense_1']);
  });

  test('are none where the first layer with weights is trained', () => {
    expect(splitFrozenPrefix(model)).toBeUndefined();
    expect(splitFrozenPrefix(freeze(['batchNorm_1', 'dense_2']))).toBeUndefined();
  });

  test('do not end within a residual block', () => {
    const cut = freeze(['dense_1', 'batchNorm_1'], { dense_2: 1 });
    expect(names(splitFrozenPrefix(cut)?.prefix)).toEqual(['dense_1']);
    expect(splitFrozenPrefix(freeze(['dense_1', 'batchNorm_1'], { dense_2: 2 }))).toBeUndefined();
    const whole = freeze(['dense_1', 'batchNorm_1', 'dense_2'], { batchNorm_1: 1 });
    expect(names(splitFrozenPrefix(whole)?.prefix)).toEqual(['dense_1', 'batchNorm_1', 'dense_2']);
  });
});
