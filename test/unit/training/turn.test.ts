import { expect, test } from 'vitest';
import { turnLength } from '../../../src/training/turn';

test('a turn lasts some 50 ms', () => {
  expect(turnLength(10, 100)).toBe(5);
  expect(turnLength(160, 800)).toBe(10);
});

test('a turn is one update at least, however slow, and never so long that a fast network is seen to jump', () => {
  expect(turnLength(4, 4000)).toBe(1);
  expect(turnLength(1000, 10)).toBe(16);
});

test('a round without an update, or one too short for the clock, has a length all the same', () => {
  expect(turnLength(0, 0)).toBe(1);
  expect(turnLength(-3, 5)).toBe(1);
  expect(turnLength(8, 0)).toBe(16);
});
