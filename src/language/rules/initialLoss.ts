import { t } from '../../shared/l10n';
import { significant } from '../numbers';
import { isAlive, isPartlyReused } from './chain';
import { defineRule } from './rule';

const FAR = 1;
const FAR_RATIO = 10;

export const initialLoss = defineRule({
  title: 'First loss far from chance',
  doc: 'A network that knows nothing should say so: the loss of K equally likely classes is ln K. Larger outputs are confident and wrong; the first epochs then go into shrinking them.',
  when: 'Warning when the expected first cross-entropy exceeds ln K by more than 1, or a squared error is more than 10 times that of predicting nothing.',
  source: 'Karpathy, cs231n, “Look for correct loss at chance performance”',
  about: 'initializer',
  remedies: ['fittingInitializer', 'criticalScale', 'standardize'],
  check({ prediction, model, training: { loss } }) {
    const { initialLoss: start, chanceLoss: chance } = prediction;
    if (!isAlive(prediction) || isPartlyReused(prediction)) return undefined;
    const isClassifier = loss === 'softmaxCrossEntropy';
    if (isClassifier ? !(start - chance > FAR) : !(start > FAR_RATIO * chance)) return undefined;
    const classes = isClassifier ? `ln ${model.outputs} = ` : '';
    return {
      consequence: 'warning',
      message: t(
        'starts far from chance: the first loss is about {0}, a network that knows nothing has {1}',
        significant(start),
        `${classes}${significant(chance)}`,
      ),
    };
  },
});
