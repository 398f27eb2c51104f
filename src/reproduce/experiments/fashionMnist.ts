import { summarise } from '../../nn/summary';
import { ACCURACY, LOSS } from '../../shared/tags';
import { NOTHING, ofEach } from '../claims';
import { atEnd, overEpoch } from '../readings';
import type { Claim, Published, Reproduction } from '../reproduction';

const running = (metric: typeof LOSS | typeof ACCURACY, epoch: number, value: number): Published => ({
  initializer: 'glorotUniform',
  what: `mean training ${metric} of epoch ${epoch}`,
  value,
  kind: metric,
  reading: overEpoch(metric, epoch),
});

const PARAMETERS: Claim = {
  text: 'the network has 207,702 parameters, 207,446 of them trained',
  check([run]) {
    if (run === undefined) return NOTHING;
    const { trained, untrained } = summarise(run.manifest.experiment.model);
    return {
      holds: trained === 207_446 && untrained === 256,
      found: `${trained + untrained}, ${trained} of them trained`,
    };
  },
};

const SOURCE = 'Teaching notebook on custom training loops (Keras)';

export const fashionMnist: readonly Reproduction[] = [
  {
    example: 'fashion-mnist-cnn',
    source: SOURCE,
    published: [running(LOSS, 1, 0.5061), running(ACCURACY, 1, 0.8217), running(ACCURACY, 7, 0.8794)],
    claims: [PARAMETERS],
  },
  {
    example: 'fashion-mnist-optimizer-groups',
    source: SOURCE,
    claims: [
      ofEach({
        text: 'two optimizers train one network: both initializers end above 80 %',
        reading: atEnd(ACCURACY),
        kind: 'share',
        holds: (share) => share > 0.8,
      }),
    ],
    variants: [{ name: 'validated every 50 updates', set: [[['training', 'evaluationInterval'], 50]] }],
    deviation: 'The example validates after every update; here it is every 50, which changes no figure.',
  },
];
