import { phrase } from '../../shared/phrase';
import { defineDataRule } from '../rule';
import { factor, positive } from '../fields';
import { significant, times } from '../words';

export const classImbalance = defineDataRule({
  title: 'Unbalanced classes',
  doc: 'Where some classes have many more samples than others, a constant answer already has a high accuracy, and rare classes hardly move the weights. Accuracies near that of the largest class say nothing then.',
  when: 'The largest class has more than `ratio` times the training samples of the smallest.',
  advice: 'Read accuracies against the share of the largest class; take more samples of the rare classes.',
  source: 'Amazon SageMaker Debugger, `ClassImbalance` (10)',
  severity: 'info',
  action: 'note',
  parameters: { ratio: factor('Largest class over smallest.', 10) },
  check({ classCounts }, { ratio }) {
    if (classCounts === undefined || classCounts.length < 2) return undefined;
    const [most, least] = [Math.max(...classCounts), Math.min(...classCounts)];
    if (most <= ratio * least) return undefined;
    const [large, small] = [classCounts.indexOf(most), classCounts.indexOf(least)];
    return {
      message: phrase('class {0} has {1} training samples, class {2} has {3}', large, most, small, least),
      evidence: { value: most / least, threshold: ratio },
    };
  },
});

export const inputScale = defineDataRule({
  title: 'Scale of the inputs',
  doc: 'Initializers keep the size of their input: values far from a second moment of 1 make all activations, the first loss and the first gradients as much too large or too small, whatever the initializer. A mean far from 0 moves all units of the first layer together.',
  when: 'The second moment of the training inputs is above `factor` or below 1 / `factor`, or their mean is more than `shift` standard deviations from 0.',
  advice: 'Set `normalization: standardize` for the dataset.',
  source: 'LeCun et al. (1998), “Efficient BackProp”, §4.3; Amazon SageMaker Debugger, `CheckInputImages`',
  severity: 'warning',
  action: 'note',
  parameters: {
    factor: factor('Distance of the second moment from 1.', 100),
    shift: positive('Distance of the mean from 0, in standard deviations.', 2),
  },
  check({ inputMean, inputSecondMoment }, parameters) {
    const sd = Math.sqrt(Math.max(0, inputSecondMoment - inputMean ** 2));
    const away = Math.max(inputSecondMoment, 1 / inputSecondMoment);
    const numbers = phrase('mean {0}, standard deviation {1}', significant(inputMean), significant(sd));
    if (away > parameters.factor)
      return {
        message: phrase(
          'the second moment of the inputs is {0}, {1} away from 1 ({2})',
          significant(inputSecondMoment),
          times(away),
          numbers,
        ),
        evidence: {
          value: inputSecondMoment,
          threshold: inputSecondMoment > 1 ? parameters.factor : 1 / parameters.factor,
        },
      };
    const shift = Math.abs(inputMean) / sd;
    return shift > parameters.shift
      ? {
          message: phrase(
            'the mean of the inputs is {0} standard deviations from 0 ({1})',
            significant(shift),
            numbers,
          ),
          evidence: { value: shift, threshold: parameters.shift },
        }
      : undefined;
  },
});
