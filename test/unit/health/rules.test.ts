import { describe, expect, test } from 'vitest';
import { parseFinding, formatFinding, told } from '../../../src/health/finding';
import { healthRules } from '../../../src/health/registry';
import type { HealthRuleName } from '../../../src/health/registry';
import { englishIn, inKorean, openPlaces } from '../korean';
import { at, curve, watch } from './telemetry';
import type { Recorded, Watched } from './telemetry';

const PROBES = [0, 25, 50, 75];

interface Case {
  /** Fires on this, and says so. */
  readonly bad: Watched;
  readonly message: RegExp;
  readonly layer?: string;
  readonly step: number;
  /** Does not fire on this, which is not far from it. */
  readonly good: readonly Watched[];
}

const one = (recorded: Recorded, more: Partial<Watched> = {}): Watched => ({
  trials: { own: recorded },
  ...more,
});
const probed = (probe: Recorded['probe'], more: Partial<Watched> = {}): Watched =>
  one({ probe: probe ?? {} }, more);
const falling = curve(100, (step) => 2 * Math.exp(-step / 20));

const units = (variance: number, moment: number): Watched =>
  probed({
    'pre_activation_second_moment/dense_1': at(PROBES, moment),
    'unit_variance/dense_1': at(PROBES, variance),
    'pre_activation_second_moment/dense_2': at(PROBES, 1),
    'unit_variance/dense_2': at(PROBES, 0),
  });

const signal = (first: number, last: number, more: Partial<Watched> = {}): Watched =>
  probed(
    {
      'activation_second_moment/dense_1': { 0: first },
      'activation_second_moment/dense_2': { 0: last },
      'activation_second_moment/dense_3': { 0: 1e-9 },
    },
    more,
  );

const gradients = (first: number, last: number, train?: Recorded['train']): Watched =>
  one({
    probe: {
      'gradient_mean_abs/dense_1/kernel': at(PROBES, first),
      'gradient_mean_abs/dense_1/bias': at(PROBES, 0),
      'gradient_mean_abs/dense_2/kernel': at(PROBES, last),
    },
    ...(train && { train }),
  });

/** A network that has learned: all its gradients have become small. */
const learned = one({
  train: falling,
  probe: {
    'gradient_mean_abs/dense_1/kernel': { 0: 1e-3, 25: 1e-5, 50: 1e-9 },
    'gradient_mean_abs/dense_2/kernel': { 0: 1e-2, 25: 1e-4, 50: 1e-8 },
  },
});

/** A residual branch that ends in zeros: no gradient reaches the layer before its last until that has moved. */
const branch = (later: number): Watched =>
  probed({
    'gradient_mean_abs/dense_1/kernel': { 0: 0, 25: later },
    'gradient_mean_abs/dense_2/kernel': { 0: 1e-2, 25: 1e-2 },
  });

const updates = (ratio: number, steps = PROBES): Watched =>
  probed({
    'dead_units/dense_1': at(PROBES, 0),
    'update_ratio/dense_1/kernel': at(steps, ratio),
    'update_ratio/dense_1/bias': at(PROBES, 0),
  });

const facts = { inputMean: 0.13, inputSecondMoment: 0.11, classCounts: [90, 100, 110] };

const CASES: Readonly<Record<HealthRuleName, Case>> = {
  notFinite: {
    bad: one({ train: { 0: 5, 1: NaN }, divergence: { step: 1, tensor: 'activations/dense_2' } }),
    message: /^activations\/dense_2 is the first tensor that is not finite, at step 1$/,
    layer: 'dense_2',
    step: 1,
    good: [one({ train: { 0: 5, 1: 1e30 } })],
  },
  brokenSymmetry: {
    bad: units(1e-14, 1),
    message: /^all units of dense_1 compute the same on every sample, after 25 updates still$/,
    layer: 'dense_1',
    step: 25,
    good: [units(1e-6, 1)],
  },
  poorInitialization: {
    bad: signal(1, 0.01, {
      prediction: {
        own: { dense_1: { activation_second_moment: 1 }, dense_2: { activation_second_moment: 0.02 } },
      },
    }),
    message:
      /vanishes before training: its second moment changes ×0.0100 from dense_1 to dense_2, predicted ×0.0200/,
    layer: 'dense_2',
    step: 0,
    good: [signal(1, 0.2), signal(0, 0), one({ validation: { 0: 3 } })],
  },
  deadUnits: {
    bad: probed({ 'dead_fraction/dense_1': at(PROBES, 0.1), 'dead_fraction/dense_2': { 0: 0.2, 25: 0.9 } }),
    message: /^90.0 % of the units of dense_2 are dead/,
    layer: 'dense_2',
    step: 25,
    good: [probed({ 'dead_fraction/dense_1': at(PROBES, 0.4) })],
  },
  saturatedUnits: {
    bad: probed({
      'saturated_fraction/dense_1': at(PROBES, 0.8),
      'saturated_fraction/dense_2': at(PROBES, 0.6),
    }),
    message: /^80.0 % of the values of dense_1 are saturated, and so in one more layer$/,
    layer: 'dense_1',
    step: 0,
    good: [probed({ 'saturated_fraction/dense_1': at(PROBES, 0.4) })],
  },
  vanishingGradient: {
    bad: gradients(1e-6, 1e-2),
    message: /^the mean \|gradient\| of dense_1\/kernel is 1.00e-6, ×1.00e-4 that of dense_2\/kernel$/,
    layer: 'dense_1',
    step: 0,
    // the second has learned: all its gradients are small; the third has none at all, which other rules tell
    good: [gradients(1e-4, 1e-2), learned, gradients(0, 0), branch(1e-3)],
  },
  explodingTensor: {
    bad: probed({ 'activation_second_moment/dense_1': { 0: 1, 25: 10, 50: 5000 } }),
    message: /^activation_second_moment\/dense_1 has grown ×5000 since step 0: from 1.00 to 5000$/,
    layer: 'dense_1',
    step: 50,
    // a signal that had vanished and comes back to its normal size
    good: [probed({ 'activation_second_moment/dense_1': { 0: 1e-9, 25: 1 } })],
  },
  weightUpdateRatio: {
    bad: updates(3),
    message: /^an update changes dense_1\/kernel by 3.00 of its norm/,
    layer: 'dense_1',
    step: 25,
    good: [updates(0.5), updates(1e-4), updates(0), updates(3, [0])],
  },
  unchangedTensor: {
    bad: updates(0),
    message: /^dense_1\/kernel has not changed on 3 probes in a row$/,
    layer: 'dense_1',
    step: 50,
    good: [updates(1e-12), updates(0, [0, 25])],
  },
  lossNotDecreasing: {
    bad: one({ train: curve(100, () => 2.3), probe: { 'dead_units/a': at(PROBES, 0) } }),
    message: /has not fallen by 1.0 % in 25 updates: 2.30 in the beginning, 2.30 now/,
    step: 25,
    good: [one({ train: falling, probe: { 'dead_units/a': at(PROBES, 0) } })],
  },
  overfitting: {
    bad: one({ train: falling, validation: { 0: 2, 25: 1, 50: 1.2, 75: 1.3 } }),
    message: /risen by 30.0 % since step 25 \(1.00 → 1.30\)/,
    step: 75,
    good: [
      one({ train: falling, validation: { 0: 2, 25: 1, 50: 1.2, 75: 1.05 } }),
      // both losses rise: that is no overfitting
      one({
        train: curve(100, (step) => (step < 25 ? 1 : 2)),
        validation: { 0: 2, 25: 1, 50: 1.2, 75: 1.3 },
      }),
    ],
  },
  stalled: {
    bad: {
      trials: {
        own: { train: curve(100, (step) => Math.max(1, 2 - step / 20)), validation: at(PROBES, 1) },
        other: { train: falling, validation: at(PROBES, 1) },
      },
    },
    message: /has not improved for 25 updates and is ×\S+ that of other/,
    step: 75,
    good: [
      one({ train: curve(100, (step) => Math.max(1, 2 - step / 20)), validation: at(PROBES, 1) }),
      {
        trials: {
          own: { train: curve(100, (step) => Math.max(1, 2 - step / 20)), validation: at(PROBES, 1) },
          other: { train: curve(100, (step) => Math.max(0.9, 2 - step / 20)), validation: at(PROBES, 1) },
        },
      },
    ],
  },
  inputScale: {
    bad: { trials: {}, data: { ...facts, inputMean: 33, inputSecondMoment: 7200 } },
    message: /^the second moment of the inputs is 7200, ×7200 away from 1/,
    step: 0,
    good: [{ trials: {}, data: facts }],
  },
  classImbalance: {
    bad: { trials: {}, data: { ...facts, classCounts: [1000, 50] } },
    message: /^class 0 has 1000 training samples, class 1 has 50$/,
    step: 0,
    good: [{ trials: {}, data: facts }],
  },
};

describe.each(Object.keys(healthRules) as HealthRuleName[])('%s', (rule) => {
  const { bad, good, message, layer, step } = CASES[rule];

  test('fires once, with the first step, its figures and advice', () => {
    const found = watch(bad).filter((finding) => finding.rule === rule && finding.initializer !== 'other');
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.step).toBe(step);
    expect(found[0]?.layer).toBe(layer);
    expect(found[0]?.advice).not.toBe('');
    expect(found[0]?.severity).toBe(healthRules[rule].severity);
  });

  test('is told in the language of who reads it, as it was written to the file', () => {
    for (const finding of watch(bad).map((one) => parseFinding(formatFinding(one))!)) {
      expect(told(finding)).toEqual({ message: finding.message, advice: finding.advice });
      for (const text of Object.values(inKorean(() => told(finding)))) {
        expect(text).toMatch(/[가-힣]/);
        expect([...englishIn(text), ...openPlaces(text)]).toEqual([]);
      }
    }
  });

  test('keeps quiet on what is fine', () => {
    for (const watched of good) expect(watch(watched).filter((finding) => finding.rule === rule)).toEqual([]);
  });
});

test('an untrained classifier with a loss far above guessing is poorly initialised', () => {
  const [finding] = watch(one({ validation: { 0: 40 } }));
  expect(finding?.rule).toBe('poorInitialization');
  expect(finding?.message).toMatch(/first validation loss is 40.0, where guessing has ln 10 = 2.30/);
});

test('a mean far from 0 is told of inputs of the right size', () => {
  const [finding] = watch({ trials: {}, data: { inputMean: 0.9, inputSecondMoment: 0.85 } });
  expect(finding?.message).toMatch(/mean of the inputs is 4\.50 standard deviations from 0/);
});

test('a gradient that is 0 before the first update and still after it has vanished', () => {
  const found = watch(branch(0)).filter(({ rule }) => rule === 'vanishingGradient');
  expect(found).toMatchObject([{ layer: 'dense_1', step: 25 }]);
});
