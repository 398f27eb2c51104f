import { t } from '../../shared/l10n';
import type { ActivityPrediction, LayerPrediction } from '../../theory/prediction';
import { percent } from '../numbers';
import { isAlive } from './chain';
import { defineRule } from './rule';
import type { Subject } from './rule';

const BAD = 0.1;
const FATAL = 0.5;
const SATURATED = 0.2;

/** The layer with the largest share of something. */
function worst(
  { prediction }: Subject,
  share: (activity: ActivityPrediction) => number | undefined,
): { readonly layer: LayerPrediction; readonly share: number } | undefined {
  const found = prediction.layers.flatMap((layer) => {
    const value = layer.activity && share(layer.activity);
    return value === undefined ? [] : [{ layer, share: value }];
  });
  return found.reduce<(typeof found)[number] | undefined>(
    (most, one) => (most === undefined || one.share > most.share ? one : most),
    undefined,
  );
}

export const deadUnits = defineRule({
  title: 'Units dead at birth',
  doc: 'A ReLU unit that is negative on every sample has no gradient and never learns. How many are depends on how alike the samples look to the layer, on its biases and on its width; a narrow network can be dead as a whole.',
  when: 'Warning when 10 % of a layer’s units are expected to be silent on all probe samples, or the network is dead with a probability of 10 %; error from 50 %.',
  source: 'Lu et al. (2019), “Dying ReLU and Initialization”, 1903.06733',
  about: 'initializer',
  remedies: ['fittingInitializer', 'batchNorm'],
  check(subject) {
    if (!isAlive(subject.prediction)) return undefined;
    const dead = worst(subject, (activity) => activity.dead);
    if (dead !== undefined && dead.share >= BAD)
      return {
        consequence: dead.share >= FATAL ? 'error' : 'warning',
        message: t(
          '{0} of the {1} units of {2} are expected to be dead at birth: silent on every sample',
          percent(dead.share),
          dead.layer.units,
          dead.layer.name,
        ),
      };
    const { bornDead } = subject.prediction;
    return bornDead >= BAD
      ? {
          consequence: bornDead >= FATAL ? 'error' : 'warning',
          message: t(
            'some layer is silent on a given sample with a probability of {0}: the network is too narrow for its depth',
            percent(bornDead),
          ),
        }
      : undefined;
  },
});

export const saturatedUnits = defineRule({
  title: 'Saturated units',
  doc: 'Where tanh or sigmoid is flat, its derivative is nearly 0 and gradients do not pass. Large weights or large inputs drive units there.',
  when: 'Warning when 20 % of a layer’s values are expected beyond the activation’s bounds (|tanh| > 0.95, sigmoid within 0.05 of 0 or 1), error from 90 %.',
  source: 'Glorot & Bengio (2010), §3',
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'standardize', 'batchNorm'],
  check(subject) {
    const saturated = worst(subject, (activity) => activity.saturated);
    if (!isAlive(subject.prediction) || saturated === undefined || saturated.share < SATURATED)
      return undefined;
    const { layer, share } = saturated;
    return {
      consequence: share >= 0.9 ? 'error' : 'warning',
      message: t(
        '{0} of the values of {1} are expected to be saturated (pre-activation standard deviation {2})',
        percent(share),
        layer.name,
        Math.sqrt(layer.pre.variance).toPrecision(2),
      ),
    };
  },
});
