import { expect, test } from 'vitest';
import { optimizers } from '../../../src/nn/optimizers/registry';
import type { Optimizer } from '../../../src/nn/optimizers/optimizer';
import { defaultParameters } from '../../../src/nn/parameters';
import { firstUpdate } from '../../../src/theory/firstStep';
import { openCpu } from '../../../src/engine/cpu';

const LAYER = { weight: 0.05, inputs: 100, meanAbsoluteInput: 0.5, secondMoment: 4 };

test.each(Object.entries<Optimizer>(optimizers))(
  '%s takes the first step that it is said to',
  async (name, entry) => {
    const { tf } = await openCpu();
    const parameters = { ...defaultParameters(entry.parameters), learningRate: 0.01, weightDecay: 0 };
    const gradient = 0.003;
    const slots = { ...entry.slots(parameters), ...entry.scalarSlots?.(parameters) };
    const { weight } = entry.update(tf, parameters, {
      weight: tf.scalar(0),
      gradient: tf.scalar(gradient),
      slots: Object.fromEntries(Object.entries(slots).map(([slot, value]) => [slot, tf.scalar(value)])),
      step: tf.scalar(1),
      learningRate: tf.scalar(0.01),
    });
    const moved = Math.abs(weight.dataSync()[0]!);
    const { change, updateToWeight, preActivationShift } = firstUpdate(
      { name, parameters },
      { ...LAYER, gradient },
    )!;
    expect(change / moved).toBeCloseTo(1, 3);
    expect(updateToWeight).toBeCloseTo(change / 0.05, 12);
    expect(preActivationShift).toBeCloseTo((change * 100 * 0.5) / 2, 12);
  },
);

test('an optimizer not known has no prediction', () => {
  const optimizer = { name: 'lion', parameters: { learningRate: 1 } };
  expect(firstUpdate(optimizer, { ...LAYER, gradient: 1 })).toBeUndefined();
});
