import { ACCURACY, LOSS, tag } from '../../shared/tags';
import { inOrder, meanOf, NOTHING, ofEach } from '../claims';
import { percent, significant } from '../../shared/figures';
import { afterEpoch, atEnd, overEpoch } from '../readings';
import type { Reading } from '../readings';
import type { Claim, Reproduction } from '../reproduction';

/** The largest of all updates of kernels, relative to the kernel. */
const largestUpdate: Reading = ({ manifest, find }, trial) =>
  Math.max(
    ...manifest.experiment.model.layers.flatMap(({ name }) => [
      ...(find({ ...trial, split: 'probe', tag: tag('update_ratio', `${name}/kernel`) })?.values ?? []),
    ]),
  );

const ZEROS: Claim = {
  text: 'zeros never moves: no update ever changes a kernel, and it stays at one in ten',
  check([run]) {
    if (run === undefined) return NOTHING;
    const [update, accuracy] = [largestUpdate, atEnd(ACCURACY)].map((reading) =>
      meanOf(run, 'zeros', reading),
    );
    return {
      holds: update === 0 && Math.abs((accuracy ?? NaN) - 0.1) < 0.02,
      found: `largest relative update ${significant(update)}, accuracy ${percent(accuracy)}`,
    };
  },
};

export const cifarZoo: readonly Reproduction[] = [
  {
    example: 'cifar10-init-zoo',
    source: 'Teaching notebook on a zoo of initializers (Keras)',
    claims: [
      ZEROS,
      inOrder({
        text: 'a constant underfits as a single unit per layer would: it ends at least 5 percentage points below He',
        initializers: ['constant(value=0.01)', 'heNormal'],
        reading: atEnd(ACCURACY),
        kind: 'share',
        apart: 0.05,
      }),
      inOrder({
        text: 'the smaller the spread, the longer the loss of guessing, ln 10 = 2.303, is held: after one epoch each lies at least 0.1 above the one before',
        initializers: ['heNormal', 'randomNormal(stddev=0.01)', 'randomUniform(minval=-0.01, maxval=0.01)'],
        reading: afterEpoch(LOSS, 1),
        kind: 'loss',
        apart: 0.1,
      }),
      ofEach({
        text: 'He and Glorot learn at once: above 25 % after one epoch',
        initializers: ['heNormal', 'glorotNormal'],
        reading: afterEpoch(ACCURACY, 1),
        kind: 'share',
        holds: (share) => share > 0.25,
      }),
      inOrder({
        text: 'and fit best: their training loss in the last epoch lies below that of σ = 0.01',
        initializers: ['heNormal', 'randomNormal(stddev=0.01)'],
        reading: overEpoch(LOSS, 20),
        kind: 'loss',
        apart: 0.1,
      }),
    ],
  },
];
