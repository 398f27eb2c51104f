import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../../src/schema/suggest';

describe('nearest', () => {
  it.each([
    ['epoch', ['epochs', 'steps'], 'epochs'],
    ['he_normal', ['heNormal', 'heUniform'], 'heNormal'],
    ['HENORMAL', ['heUniform', 'heNormal'], 'heNormal'],
    ['dnese', ['dense', 'flatten'], 'dense'],
    ['banana', ['dense', 'flatten'], undefined],
    ['x', ['name', 'model'], undefined],
  ])('%s → %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});

describe('editDistance', () => {
  it.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s, %s: %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('gives up at its limit', () => {
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(2);
  });
});
