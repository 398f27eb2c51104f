import { ACCURACY, LOSS } from '../../shared/tags';
import { inOrder, meanOf, NOTHING, ofEach } from '../claims';
import { loss, percent } from '../../shared/figures';
import { atEnd, overEpoch } from '../readings';
import type { Claim, Published, Reproduction } from '../reproduction';

const WIDE = 'randomNormal(stddev=1)';
const NARROW = 'randomNormal(stddev=0.05)';
/** Of a "random" initialisation whose distribution is not stated. */
const PUBLISHED_RANDOM = 0.8535;

const afterOneEpoch = (initializer: string, value: number): Published => ({
  initializer,
  what: 'test accuracy after 1 epoch',
  value,
  kind: 'accuracy',
  reading: atEnd(ACCURACY),
});

const nearerToPublished: Claim = {
  text: 'the published “random” of 85.35 %, whose distribution is not stated, is σ = 1 rather than σ = 0.05',
  check([run]) {
    if (run === undefined) return NOTHING;
    const [wide, narrow] = [WIDE, NARROW].map((label) => meanOf(run, label, atEnd(ACCURACY)));
    const distance = (value = NaN): number => Math.abs(value - PUBLISHED_RANDOM);
    return {
      holds: distance(wide) < distance(narrow),
      found: `σ = 1 ends at ${percent(wide)}, σ = 0.05 at ${percent(narrow)}`,
    };
  },
};

const heAndRandom: Reproduction = {
  example: 'mnist-xavier-he-random',
  source: 'Teaching notebook on Xavier, He and random initialisation (TensorFlow)',
  published: [
    afterOneEpoch('glorotUniform', 0.965),
    afterOneEpoch('heUniform', 0.9634),
    afterOneEpoch(WIDE, PUBLISHED_RANDOM),
  ],
  claims: [
    inOrder({
      text: 'σ = 1 collapses: it ends at least 4 percentage points below Xavier',
      initializers: [WIDE, 'glorotUniform'],
      reading: atEnd(ACCURACY),
      kind: 'share',
      apart: 0.04,
    }),
    ofEach({
      text: 'its first loss is far above that of guessing, ln 10 = 2.303',
      initializers: [WIDE],
      reading: overFirstMinibatch,
      kind: 'loss',
      holds: (loss) => loss > 100,
    }),
    nearerToPublished,
  ],
  variants: [{ name: 'tested every 50 updates', set: [[['training', 'evaluationInterval'], 50]] }],
  deviation: 'The example tests after every update; here it is every 50, which changes no figure.',
};

function overFirstMinibatch(...[{ find }, trial]: Parameters<ReturnType<typeof atEnd>>): number {
  return find({ ...trial, split: 'train', tag: LOSS })?.values[0] ?? NaN;
}

const kaiming = (initializer: string, value: number): Published => ({
  initializer,
  what: 'test accuracy after 15 epochs',
  value,
  kind: 'accuracy',
  reading: atEnd(ACCURACY),
});

/** Epoch costs are published without saying of which initializer. */
const COSTS = [
  [1, 0.2516],
  [15, 0.0086],
] as const;

const cost = (epoch: number, value: number): Published => ({
  initializer: 'kaimingNormal',
  what: `average cost of epoch ${epoch}`,
  value,
  kind: 'loss',
  reading: overEpoch(LOSS, epoch),
});

const costsAreKaimings: Claim = {
  text: 'the published costs, whose initializer is not stated, are Kaiming’s rather than Xavier’s',
  check([run]) {
    if (run === undefined) return NOTHING;
    const costs = (label: string): readonly number[] =>
      COSTS.map(([epoch]) => meanOf(run, label, overEpoch(LOSS, epoch)));
    const [kaiming, xavier] = [costs('kaimingNormal'), costs('xavierNormal')];
    const isNearer = COSTS.every(
      ([, value], i) => Math.abs((kaiming[i] ?? NaN) - value) < Math.abs((xavier[i] ?? NaN) - value),
    );
    const written = (values: readonly number[]): string => values.map(loss).join(' to ');
    return {
      holds: isNearer,
      found: `Kaiming’s go from ${written(kaiming)}, Xavier’s from ${written(xavier)}`,
    };
  },
};

const PYTORCH = 'Teaching notebook on Xavier and Kaiming initialisation (PyTorch)';

export const mnistNotebooks: readonly Reproduction[] = [
  heAndRandom,
  {
    example: 'mnist-xavier-kaiming-published',
    source: PYTORCH,
    published: [
      kaiming('xavierNormal', 0.9805),
      kaiming('kaimingNormal', 0.9768),
      ...COSTS.map(([epoch, value]) => cost(epoch, value)),
    ],
    claims: [costsAreKaimings],
  },
  {
    example: 'mnist-xavier-kaiming-corrected',
    source: `${PYTORCH}, its mistakes corrected`,
    published: [kaiming('xavierNormal', 0.9805), kaiming('kaimingNormal', 0.9768)],
    claims: [],
  },
];
