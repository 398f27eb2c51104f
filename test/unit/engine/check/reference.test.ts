import { expect, test } from 'vitest';
import { fixedValues, reference } from '../../../../src/engine/check/reference';
import type { Values } from '../../../../src/engine/check/reference';

const values = fixedValues();
const { gradients } = reference(values);

test.each(['input', 'filter', 'kernel'] as const)(
  'the gradient of the %s is how the loss changes (central differences)',
  (name: keyof Values) => {
    const h = 1e-5;
    for (const [i, value] of values[name].entries()) {
      const at = (shifted: number): number =>
        reference({ ...values, [name]: values[name].with(i, shifted) }).loss;
      expect(gradients[name][i]).toBeCloseTo((at(value + h) - at(value - h)) / (2 * h), 8);
    }
  },
);
