import { InvalidArgumentError } from 'commander';
import { ENGINE_NAMES } from '../shared/engineNames';
import type { CheckpointChoice } from './findCheckpoint';
import type { EnginePreference } from '../shared/engineNames';

export const ENGINES: readonly EnginePreference[] = ['auto', ...ENGINE_NAMES];

/** `1`, `0,1,2` or `1-5`. @throws InvalidArgumentError */
export const parseSeeds = (text: string): readonly number[] => parseNumbers(text, 'seed');

/** Indices of samples, written as seeds are. @throws InvalidArgumentError */
export function parseSamples(text: string): readonly number[] {
  const samples = parseNumbers(text, 'sample');
  if (samples.some((sample) => sample < 0)) throw new InvalidArgumentError('Samples are counted from 0.');
  return samples;
}

function parseNumbers(text: string, what: string): readonly number[] {
  const numbers = text.split(',').flatMap((part) => {
    const range = /^\s*(\d+)-(\d+)\s*$/.exec(part);
    const [first, last] = range ? [Number(range[1]), Number(range[2])] : [Number(part), Number(part)];
    if (part.trim() === '' || !Number.isSafeInteger(first) || !Number.isSafeInteger(last) || last < first)
      throw new InvalidArgumentError('Expected whole numbers as in 1, 0,1,2 or 1-5.');
    if (last - first >= 1000) throw new InvalidArgumentError(`More than 1000 ${what}s.`);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  if (new Set(numbers).size < numbers.length) throw new InvalidArgumentError(`A ${what} is listed twice.`);
  return numbers;
}

/** @throws InvalidArgumentError */
export function parseEpochs(text: string): number {
  const epochs = Number(text);
  if (!Number.isSafeInteger(epochs) || epochs < 1 || text.trim() === '')
    throw new InvalidArgumentError('Expected a whole number from 1.');
  return epochs;
}

/** `last`, `best` or a step. @throws InvalidArgumentError */
export function parseCheckpoint(text: string): CheckpointChoice {
  if (text === 'last' || text === 'best') return text;
  const step = Number(text);
  if (!Number.isSafeInteger(step) || step < 0 || text.trim() === '')
    throw new InvalidArgumentError('Expected "last", "best" or a step.');
  return step;
}

/** @throws InvalidArgumentError */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || text.trim() === '')
    throw new InvalidArgumentError('Expected a whole number.');
  return seed;
}
