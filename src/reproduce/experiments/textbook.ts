import { ACCURACY } from '../../shared/tags';
import { inOrder, NOTHING } from '../claims';
import { afterEpoch, labelsOf, trialsOf } from '../readings';
import type { Claim, Published, Reproduction, Trained } from '../reproduction';

const BOOK = 'Géron (2017), Hands-On Machine Learning, ch. 11';

const validated = (initializer: string, epoch: number, value: number): Published => ({
  initializer,
  what: `validation accuracy after ${epoch} ${epoch === 1 ? 'epoch' : 'epochs'}`,
  value,
  kind: 'accuracy',
  reading: afterEpoch(ACCURACY, epoch),
});

/** Why the first of two figures is no measure of the start. */
const EARLY =
  'After one epoch accuracy still rises steeply: there seeds differ by points or tens of points, at the end by hundredths.';

const fromTo = (first: number, last: number): readonly Published[] => [
  validated('glorotUniform', 1, first),
  validated('glorotUniform', 20, last),
];

const transfer = (way: string, first: number, last: number): Reproduction => ({
  example: `mnist-transfer-${way}`,
  source: BOOK,
  published: fromTo(first, last),
  claims: [],
  deviation: EARLY,
  needs: ['mnist-gradient-clipping'],
});

const SAME_CURVES: Claim = {
  text: 'caching what the frozen layers give changes no figure: every loss and accuracy equals that of stopped gradients to the last bit',
  check([run], other) {
    if (run === undefined) return NOTHING;
    const { points, different } = compareCurves(run, other('mnist-transfer-stop-gradient'));
    return { holds: points > 0 && different === 0, found: `${different} of ${points} points differ` };
  },
};

/** Points of the training and validation curves of equal trials in two runs, and how many of them differ. */
function compareCurves(a: Trained, b: Trained): { points: number; different: number } {
  let [points, different] = [0, 0];
  for (const trial of labelsOf(a).flatMap((label) => trialsOf(a, label)))
    for (const split of ['train', 'validation'] as const)
      for (const tag of ['loss', 'accuracy']) {
        const [one, two] = [a, b].map(({ find }) => find({ ...trial, split, tag })?.values);
        points += one?.length ?? 0;
        different += Array.from(one ?? []).filter((value, i) => value !== two?.[i]).length;
      }
  return { points, different };
}

const FASTER: Claim = {
  text: 'and a typical update takes less than half the time',
  check([run], other) {
    if (run === undefined) return NOTHING;
    const [cached, whole] = [run, other('mnist-transfer-stop-gradient')].map(typicalUpdate);
    const [own = NaN, all = NaN] = [cached, whole];
    return { holds: own < all / 2, found: `${own.toFixed(2)} ms in place of ${all.toFixed(2)} ms` };
  },
};

/**
 * Milliseconds from one update of a trial to its next, over all trials: the mean of the middle half of them, to which
 * evaluations, probes and what else the machine does are of no account.
 */
function typicalUpdate(run: Trained): number {
  const between = labelsOf(run)
    .flatMap((label) => trialsOf(run, label))
    .flatMap((trial) => {
      const times = Array.from(run.find({ ...trial, split: 'train', tag: 'loss' })?.wallTimes ?? []);
      return times.slice(1).map((time, i) => 1000 * (time - (times[i] ?? NaN)));
    })
    .sort((a, b) => a - b);
  const middle = between.slice(between.length >> 2, (3 * between.length) >> 2);
  return middle.reduce((sum, time) => sum + time, 0) / middle.length;
}

const SMALLER_IS_FASTER = inOrder({
  text: 'behind batch normalisation a step counts by its size beside that of the weights: after one epoch He’s larger ones are behind',
  initializers: ['heNormal', 'lecunNormalUncorrected'],
  reading: afterEpoch(ACCURACY, 1),
  kind: 'share',
  apart: 0,
});

export const textbook: readonly Reproduction[] = [
  {
    example: 'mnist-batchnorm-elu',
    source: BOOK,
    published: [
      validated('lecunNormalUncorrected', 1, 0.9042),
      validated('lecunNormalUncorrected', 20, 0.976),
    ],
    claims: [SMALLER_IS_FASTER],
    deviation:
      'The book calls its initializer He’s. It is TensorFlow 1’s `variance_scaling_initializer()`, whose default scale is 1 and whose truncated normal was not corrected then: of He’s variance 2/n it draws 0.77/n.',
  },
  {
    example: 'mnist-gradient-clipping',
    source: BOOK,
    published: fromTo(0.2876, 0.9612),
    claims: [],
    deviation: EARLY,
  },
  transfer('continue', 0.963, 0.971),
  transfer('new-head', 0.898, 0.969),
  transfer('trainable', 0.895, 0.96),
  transfer('stop-gradient', 0.902, 0.958),
  {
    example: 'mnist-transfer-cached',
    source: BOOK,
    published: fromTo(0.902, 0.958),
    claims: [SAME_CURVES, FASTER],
    deviation: EARLY,
    needs: ['mnist-gradient-clipping', 'mnist-transfer-stop-gradient'],
  },
];
