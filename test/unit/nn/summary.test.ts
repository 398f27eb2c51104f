import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { summarise } from '../../../src/nn/summary';
import { experimentOf } from '../experiment/config';

const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/${name}.initscope.yaml`, import.meta.url), 'utf8');

test('counts what is trained and what is not, as the published network does', () => {
  const { layers, trained, untrained } = summarise(experimentOf(example('fashion-mnist-cnn')).model);
  expect([trained + untrained, trained, untrained]).toEqual([207_702, 207_446, 256]);
  expect(layers.map(({ outputShape, trained: own, untrained: fixed }) => [outputShape, own, fixed])).toEqual([
    [[14, 14, 128], 1280, 0],
    [[4, 4, 128], 0, 0],
    [[4, 4, 128], 256, 256],
    [[2048], 0, 0],
    [[100], 204_900, 0],
    [[10], 1010, 0],
  ]);
});

test('counts frozen weights as not trained', () => {
  const { model } = experimentOf(`${example('minimal')}\ntraining: { freeze: dense_1 }`);
  const { trained, untrained } = summarise(model);
  expect([trained, untrained]).toEqual([650, 50_240]);
});
