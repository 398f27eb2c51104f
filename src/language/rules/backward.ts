import { t } from '../../shared/l10n';
import { backwardChain, isAlive } from './chain';
import { defineRule } from './rule';
import { THRESHOLDS, judgeExploding, judgeVanishing } from './signal';

const SOURCE = 'Glorot & Bengio (2010), §4.2; Schoenholz et al. (2017), eq. 13';

export const vanishingBackward = defineRule({
  title: 'Vanishing gradients',
  doc: 'On the way back each layer multiplies the second moment of the gradient by n_out Var W E[φ′²]. With a factor below 1 the first layers of a deep network hardly learn.',
  when: THRESHOLDS,
  source: SOURCE,
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'batchNorm'],
  check: ({ prediction }) =>
    isAlive(prediction)
      ? judgeVanishing(backwardChain(prediction), (change) => t('the gradient vanishes: it {0}', change))
      : undefined,
});

export const explodingBackward = defineRule({
  title: 'Exploding gradients',
  doc: 'On the way back each layer multiplies the second moment of the gradient by n_out Var W E[φ′²]. With a factor above 1 the first layers of a deep network take steps that destroy what the others learn.',
  when: THRESHOLDS,
  source: SOURCE,
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'batchNorm'],
  check: ({ prediction }) =>
    isAlive(prediction)
      ? judgeExploding(backwardChain(prediction), (change) => t('the gradient explodes: it {0}', change))
      : undefined,
});
