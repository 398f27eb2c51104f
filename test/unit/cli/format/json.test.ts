import { expect, test } from 'vitest';
import { toJson } from '../../../../src/cli/format/json';

test('numbers that are not finite stay visible', () => {
  expect(JSON.parse(toJson({ loss: [NaN, -Infinity, 0.5], none: undefined }))).toEqual({
    loss: ['NaN', '-Infinity', 0.5],
  });
});
