import { t } from '../../shared/l10n';
import { significant } from '../numbers';
import { defineRule } from './rule';

const LARGE = 10;
const SMALL = 1e-3;

export const unnormalizedInput = defineRule({
  title: 'Inputs are not normalised',
  doc: 'Initializers keep the size of their input. Inputs far from a second moment of 1 make all activations, the first loss and the first gradients as much too large or small, whatever the initializer.',
  when: 'Warning when the second moment of the inputs is above 10 or below 0.001.',
  source: 'LeCun et al. (1998), “Efficient BackProp”, §4.3',
  about: 'dataset',
  remedies: ['standardize'],
  check({ input, normalization, prediction: { layers } }) {
    const first = layers.find(({ weights, reused }) => weights !== undefined || reused);
    if (first?.reused) return undefined; // its weights fit the inputs that they were trained on
    if (input === undefined || (input.secondMoment <= LARGE && input.secondMoment >= SMALL)) return undefined;
    const sd = Math.sqrt(Math.max(0, input.secondMoment - input.mean ** 2));
    return {
      consequence: 'warning',
      message: t(
        'inputs are not normalised (normalization: {0}): mean {1}, standard deviation {2}, where initializers expect 0 and 1',
        normalization,
        significant(input.mean),
        significant(sd),
      ),
    };
  },
});
