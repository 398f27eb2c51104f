import { t } from '../../shared/l10n';
import { forwardChain, isAlive } from './chain';
import { defineRule } from './rule';
import { THRESHOLDS, judgeExploding, judgeVanishing } from './signal';

const SOURCE = 'He et al. (2015), “Delving Deep into Rectifiers”, §2.2; Poole et al. (2016), eq. 3';

export const vanishingForward = defineRule({
  title: 'Vanishing activations',
  doc: 'Each layer multiplies the second moment of its input by σ_w² E[φ²]/q. A factor below 1, taken to the power of the depth, leaves nothing for the last layers to tell samples apart by.',
  when: THRESHOLDS,
  source: SOURCE,
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'batchNorm'],
  check: ({ prediction }) =>
    isAlive(prediction)
      ? judgeVanishing(forwardChain(prediction), (change) => t('the signal vanishes: it {0}', change))
      : undefined,
});

export const explodingForward = defineRule({
  title: 'Exploding activations',
  doc: 'Each layer multiplies the second moment of its input by σ_w² E[φ²]/q. A factor above 1, taken to the power of the depth, makes outputs, loss and first steps enormous.',
  when: THRESHOLDS,
  source: SOURCE,
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'batchNorm'],
  check: ({ prediction }) =>
    isAlive(prediction)
      ? judgeExploding(forwardChain(prediction), (change) => t('the signal explodes: it {0}', change))
      : undefined,
});
