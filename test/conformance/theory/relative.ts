import { expect } from 'vitest';

/** Expects one number per layer, each within a relative tolerance. */
export const relative = (
  actual: readonly number[],
  expected: readonly number[],
  tolerance: number,
  what: string,
): void =>
  expected.forEach((value, i) =>
    expect(
      Math.abs(actual[i]! - value),
      `${what}, layer ${i + 1}: ${actual[i]}, not ${value}`,
    ).toBeLessThanOrEqual(tolerance * Math.abs(value) + 1e-300),
  );
