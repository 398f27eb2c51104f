import { t } from '../../shared/l10n';
import { formatCount } from '../../shared/figures';
import { defineRule } from './rule';

export const brokenSymmetry = defineRule({
  title: 'Units stay identical',
  doc: 'Units of a layer that start with the same weights compute the same, get the same gradient and stay the same for ever: the layer learns as if it had one unit. With zeros, no hidden weight gets any gradient at all and only the bias of the last layer learns.',
  when: 'Error when no weight of any layer gets a gradient, or when the units of a layer are identical and the next layer weighs them alike.',
  source: 'Goodfellow, Bengio & Courville (2016), “Deep Learning”, §8.4',
  about: 'initializer',
  remedies: ['fittingInitializer'],
  check({ prediction }) {
    const { layers, learns } = prediction;
    if (learns === 'everything') return undefined;
    const alike = layers.find(({ weights }) => weights?.staysSymmetric === true);
    const kernels = layers.filter(({ weights, frozen }) => weights !== undefined && !frozen);
    if (learns === 'nothing')
      return {
        consequence: 'error',
        message: t(
          'cannot learn: the gradient of all {0} weight tensors is exactly 0, so only biases of the last layer move',
          kernels.length,
        ),
      };
    return {
      consequence: 'error',
      message: t(
        'cannot break symmetry: all {0} units of {1} have the same weights and get the same gradient, so the layer learns as one unit',
        formatCount(alike?.units ?? 0),
        alike?.name ?? t('a layer'),
      ),
    };
  },
});
