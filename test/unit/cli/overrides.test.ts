import { expect, test } from 'vitest';
import { override } from '../../../src/experiment/override';
import { parseCheckpoint, parseEpochs, parseSamples, parseSeeds } from '../../../src/cli/overrides';
import type { Experiment } from '../../../src/experiment/experiment';

test.each([
  ['0', [0]],
  ['3,-1, 7', [3, -1, 7]],
  ['1-4', [1, 2, 3, 4]],
  ['0,10-12', [0, 10, 11, 12]],
])('seeds %s', (text, seeds) => {
  expect(parseSeeds(text)).toEqual(seeds);
});

test.each(['', '1,', 'a', '1.5', '4-2', '1,1', '1-3,2', '0-99999'])('"%s" are no seeds', (text) => {
  expect(() => parseSeeds(text)).toThrow();
});

test('samples are counted from 0', () => {
  expect(parseSamples('0,5-7')).toEqual([0, 5, 6, 7]);
  expect(() => parseSamples('-1')).toThrow('from 0');
  expect(() => parseSamples('3,3')).toThrow('A sample is listed twice');
});

test.each([
  ['last', 'last'],
  ['best', 'best'],
  ['400', 400],
])('checkpoint %s', (text, checkpoint) => {
  expect(parseCheckpoint(text)).toBe(checkpoint);
});

test.each(['', '-1', '1.5', 'first'])('"%s" is no checkpoint', (text) => {
  expect(() => parseCheckpoint(text)).toThrow();
});

test.each(['0', '-1', '1.5', '', 'two'])('"%s" are no epochs', (text) => {
  expect(() => parseEpochs(text)).toThrow();
});

test('only what is given replaces what the config says', () => {
  const experiment = {
    engine: 'auto',
    training: { seeds: [1], length: { kind: 'steps', steps: 5 }, batchSize: 32 },
  } as unknown as Experiment;
  expect(override(experiment, {})).toEqual(experiment);
  expect(override(experiment, { engine: 'cpu', seeds: [2, 3], epochs: 4 })).toEqual({
    engine: 'cpu',
    training: { seeds: [2, 3], length: { kind: 'epochs', epochs: 4 }, batchSize: 32 },
  });
});
