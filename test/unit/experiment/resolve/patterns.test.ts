import { describe, expect, it } from 'vitest';
import { matches, mostSpecific } from '../../../../src/experiment/resolve/patterns';

describe('matches', () => {
  it.each([
    ['dense_1', 'dense_1', true],
    ['dense_1', 'dense_12', false],
    ['dense_*', 'dense_12', true],
    ['*', '', true],
    ['*_1', 'conv2d_1', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'acb', false],
    ['a*bc*c', 'abc', false],
    ['dense.1', 'dense_1', false],
  ])('%s, %s: %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });
});

describe('mostSpecific', () => {
  it('prefers a full name, then the longer pattern, whatever the order', () => {
    expect(mostSpecific(['*', 'dense_*', 'dense_1'], 'dense_1')).toBe('dense_1');
    expect(mostSpecific(['dense_*', '*'], 'dense_1')).toBe('dense_*');
    expect(mostSpecific(['conv*'], 'dense_1')).toBeUndefined();
  });
});
