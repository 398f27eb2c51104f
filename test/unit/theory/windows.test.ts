import { expect, test } from 'vitest';
import { insideShare, sharedInputs } from '../../../src/theory/windows';

test('without padding every tap is inside', () => {
  expect(insideShare({ size: 3, stride: 1, same: false }, [8, 8, 1], [6, 6, 1])).toBe(1);
});

test('"same" padding as TensorFlow lays it: less before than after', () => {
  // 3 taps at starts −1, 0 of a row of 2: 2 + 2 of 6
  expect(insideShare({ size: 3, stride: 1, same: true }, [2, 2, 1], [2, 2, 1])).toBeCloseTo((4 / 6) ** 2, 12);
  // stride 2 over 4: padding 0 before and 1 after, 3 + 2 of 6
  expect(insideShare({ size: 3, stride: 2, same: true }, [4, 4, 1], [2, 2, 1])).toBeCloseTo((5 / 6) ** 2, 12);
});

test('positions under a pooling window share what their windows overlap', () => {
  expect(sharedInputs({ size: 1, stride: 1, same: false }, 2)).toBe(0);
  // 2×2 pooling: 4 ordered pairs along each axis share 2/3, 4 diagonal ones 4/9
  expect(sharedInputs({ size: 3, stride: 1, same: false }, 2)).toBeCloseTo(
    (8 * (2 / 3) + 4 * (4 / 9)) / 12,
    12,
  );
  expect(sharedInputs({ size: 3, stride: 1, same: false }, 1)).toBe(1);
});
