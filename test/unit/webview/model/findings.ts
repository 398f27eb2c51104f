import type { HealthFinding } from '../../../../src/health/finding';

/** Of the trials that `manifestOf(['good', 'bad'], [0, 1])` has, oldest first. */
export const FINDINGS: readonly HealthFinding[] = [
  {
    rule: 'inputScale',
    severity: 'info',
    action: 'note',
    step: 0,
    message: 'inputs have a second moment of 0.1',
    advice: 'Choose `standard` as normalization.',
    evidence: { value: 0.1, threshold: 0.2 },
  },
  ...[0, 1].map((seed): HealthFinding => ({
    rule: 'deadUnits',
    severity: 'warning',
    action: 'notify',
    initializer: 'good',
    seed,
    step: 10,
    layer: 'dense_1',
    message: '62 % of the units of dense_1 are dead',
    advice: 'Lower the learning rate.',
    evidence: { tag: 'dead_fraction/dense_1', value: 0.62, threshold: 0.5, predicted: 0.01 },
  })),
  {
    rule: 'notFinite',
    severity: 'error',
    action: 'note',
    initializer: 'bad',
    seed: 1,
    step: 5,
    message: 'the loss is NaN',
    advice: 'Lower the scale of the initial weights.',
    evidence: { tag: 'loss', value: Number.NaN, threshold: Number.POSITIVE_INFINITY },
  },
];
