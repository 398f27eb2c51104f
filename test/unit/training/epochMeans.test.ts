import { expect, test } from 'vitest';
import { createEpochMeans } from '../../../src/training/epochMeans';

test('means run over an epoch and begin anew with the next', () => {
  const means = createEpochMeans(3);
  expect(means.current()).toBeUndefined();
  means.add(0, 4, 0);
  means.add(1, 2, 0.5);
  expect(means.current()).toEqual({ loss: 3, accuracy: 0.25 });
  means.add(2, 0, 1);
  expect(means.current()).toEqual({ loss: 2, accuracy: 0.5 });
  means.add(3, 1, 1);
  expect(means.current()).toEqual({ loss: 1, accuracy: 1 });
});

test('without an accuracy there is a loss alone, and a run that goes on begins within an epoch', () => {
  const means = createEpochMeans(10);
  means.add(25, 3, undefined);
  means.add(26, 1, undefined);
  expect(means.current()).toEqual({ loss: 2 });
});

test('another goes on with the means of an epoch', () => {
  const [here, there] = [createEpochMeans(10), createEpochMeans(10)];
  here.add(20, 3, 0.5);
  there.add(20, 3, 0.5);
  const onwards = createEpochMeans(10, here.sums());
  onwards.add(21, 1, 1);
  there.add(21, 1, 1);
  expect(onwards.current()).toEqual(there.current());
  expect(createEpochMeans(10, createEpochMeans(10).sums()).current()).toBeUndefined();
});
