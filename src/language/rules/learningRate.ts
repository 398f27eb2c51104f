import { optimizerOf } from '../../nn/optimizers/groups';
import { atFirstUpdate } from '../../nn/schedules/rate';
import { t } from '../../shared/l10n';
import { significant } from '../numbers';
import { isAlive } from './chain';
import { defineRule } from './rule';

const KICK = 2;
const LARGE = 0.5;
const IDLE = 1e-7;

export const learningRate = defineRule({
  title: 'Learning rate does not suit the weights',
  doc: 'Adam’s first step moves every weight by the learning rate, whatever the gradient. A unit that sums n inputs moves by ρ = lr · n · E|a| / √q of its own size; far above 0.1 units are thrown where their activation is flat, and die in training. Updates far below the weights, on the other hand, change nothing.',
  when: 'Warning when ρ of a layer is above 2, hint above 0.5; hint when the first update changes no layer’s weights by more than 1e-7 of their size.',
  source: 'Kingma & Ba (2015), §2.1; Karpathy, cs231n, “ratio of weights:updates”',
  about: 'initializer',
  remedies: ['standardize'],
  check({ prediction, training }) {
    if (!isAlive(prediction)) return undefined;
    const updates = prediction.layers.flatMap(({ name, weights, pre, frozen }) =>
      weights?.firstUpdate && !frozen && pre.secondMoment > 0 ? [{ name, ...weights.firstUpdate }] : [],
    );
    const first = atFirstUpdate(training);
    const rateAt = (layer: string): string => {
      const { name, parameters } = optimizerOf(first, layer);
      return t('learning rate {0} of {1}', significant(parameters.learningRate), name);
    };
    const kick = updates.reduce(
      (most, one) => (one.preActivationShift > most.preActivationShift ? one : most),
      { name: '', preActivationShift: 0 },
    );
    if (kick.preActivationShift > LARGE)
      return {
        consequence: kick.preActivationShift > KICK ? 'warning' : 'hint',
        message: t(
          '{0} is large for these weights: the first step moves units of {1} by up to ρ = {2} of their size',
          rateAt(kick.name),
          kick.name,
          significant(kick.preActivationShift),
        ),
      };
    if (updates.length === 0 || updates.some(({ updateToWeight }) => !(updateToWeight < IDLE)))
      return undefined;
    const most = Math.max(...updates.map(({ updateToWeight }) => updateToWeight));
    if (most === 0) return undefined; // no gradient passes a head of zeros yet, whatever the rate
    return {
      consequence: 'hint',
      message: t(
        '{0} is small for these weights: the first step changes none by more than {1} of its size',
        rateAt(updates[0]?.name ?? ''),
        significant(most),
      ),
    };
  },
});
