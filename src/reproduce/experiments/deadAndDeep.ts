import { bornDead } from '../../theory/death';
import { percent, significant } from '../../shared/figures';
import { ACCURACY, tag } from '../../shared/tags';
import { criticalAtBias } from '../../theory/critical';
import { fixedPointFrom } from '../../theory/propagation';
import { nonlinearity } from '../../theory/nonlinearity';
import { responsesOf } from '../../theory/responses';
import { meanOf, NOTHING } from '../claims';
import { atEnd, labelsOf, trialsOf } from '../readings';
import type { Claim, Reproduction, Trained, Variant } from '../reproduction';

/** Networks of so many hidden layers of so many units. */
interface Shape {
  readonly depth: number;
  readonly width: number;
}

const NARROW: readonly Shape[] = [
  ...[2, 5, 10, 20, 30].map((depth) => ({ depth, width: 3 })),
  ...[2, 4, 5].map((width) => ({ depth: 10, width })),
];

const named = ({ depth, width }: Shape): string => `${depth} layers of ${width}`;

const narrow = ({ depth, width }: Shape): Variant => ({
  name: named({ depth, width }),
  set: [
    [
      ['model', 'layers'],
      [...Array.from({ length: depth }, () => ({ dense: width })), { dense: 2 }],
    ],
    [['initializers'], ['heNormal', 'randomizedAsymmetric']],
    // whether a network is dead shows before the first update
    [['training', 'steps'], 1],
    [['training', 'evaluationInterval'], 1],
    [['training', 'checkpoint'], false],
    [['telemetry'], { histogramInterval: 0, probeInterval: 0 }],
  ],
});

/** Share of networks with a hidden layer that is silent on all samples before training. */
function deadShare(run: Trained, initializer: string): number {
  const { layers } = run.manifest.experiment.model;
  const trials = trialsOf(run, initializer);
  const dead = trials.filter((trial) =>
    layers.some(
      ({ name }) => run.find({ ...trial, split: 'probe', tag: tag('dead_fraction', name) })?.values[0] === 1,
    ),
  );
  return dead.length / trials.length;
}

/** Lu et al. (2019), Theorem 3.3, for a set of inputs. */
const boundOf = ({ depth, width }: Shape): number =>
  bornDead(Array.from({ length: depth }, () => 2 ** -width));

const BELOW_BOUND: Claim = {
  text: 'with He’s initialisation the share of networks born dead stays below the bound 1 − (1 − 2⁻ⁿ)ᴸ for L layers of n units, up to three standard errors',
  check: (runs) => {
    const found = runs.map((run, i) => {
      const shape = NARROW[i] ?? { depth: 0, width: 0 };
      const share = deadShare(run, 'heNormal');
      const bound = boundOf(shape);
      const error = Math.sqrt((bound * (1 - bound)) / trialsOf(run, 'heNormal').length);
      return {
        text: `${named(shape)} ${percent(share)} (bound ${percent(bound)})`,
        holds: share <= bound + 3 * error,
      };
    });
    return { holds: found.every(({ holds }) => holds), found: found.map(({ text }) => text).join(', ') };
  },
};

const ASYMMETRY: Claim = {
  text: 'randomized asymmetric initialisation lowers it over all shapes together',
  check: (runs) => {
    const [he = NaN, asymmetric = NaN] = ['heNormal', 'randomizedAsymmetric'].map(
      (label) => runs.reduce((sum, run) => sum + deadShare(run, label), 0) / runs.length,
    );
    return {
      holds: asymmetric < he,
      found: `${percent(asymmetric)} of networks, He ${percent(he)}`,
    };
  },
};

const DEPTHS = [10, 20, 30, 50];
const WEIGHTS = [1, 1.3, 1.76, 2.8, 4];
const BIAS = 0.05;
/** A network that reaches this has been trained. */
const TRAINED = 0.5;

const deep = (depth: number): Variant => ({
  name: `${depth} layers`,
  set: [
    [
      ['model', 'layers'],
      ['flatten', ...Array.from({ length: depth }, () => ({ dense: 100 })), { dense: 10 }],
    ],
    [['training', 'checkpoint'], false],
  ],
});

/** 6 ξ of a tanh network (Schoenholz et al. 2017, §5). */
function trainableDepth(weights: number): number {
  const responses = responsesOf(nonlinearity({ name: 'tanh', parameters: {} }));
  const q = criticalAtBias(responses, BIAS)?.q ?? 1;
  return 6 * fixedPointFrom(responses, { weights, bias: BIAS }, q).correlationDepth;
}

const DEPTH_SCALE: Claim = {
  text: `networks no deeper than 6 ξ can be trained (above ${percent(TRAINED)} after 300 updates)`,
  check: (runs) => {
    const [first] = runs;
    if (first === undefined) return NOTHING;
    const rows = labelsOf(first).map((label, i) => {
      const weights = WEIGHTS[i] ?? NaN;
      const limit = trainableDepth(weights);
      const accuracies = runs.map((run) => meanOf(run, label, atEnd(ACCURACY)));
      const holds = accuracies.every((accuracy, j) => (DEPTHS[j] ?? 0) > limit || accuracy > TRAINED);
      const shown = accuracies.map((accuracy, j) => `${DEPTHS[j] ?? 0}: ${percent(accuracy)}`).join(' ');
      return { holds, text: `σ_w² ${weights} (6 ξ = ${significant(limit)}) ${shown}` };
    });
    return { holds: rows.every(({ holds }) => holds), found: rows.map(({ text }) => text).join('; ') };
  },
};

export const deadAndDeep: readonly Reproduction[] = [
  {
    example: 'dying-relu',
    source: 'Lu, Shin, Su & Karniadakis (2019), Dying ReLU and Initialization',
    claims: [BELOW_BOUND, ASYMMETRY],
    variants: NARROW.map(narrow),
    seeds: { full: 100, quick: 20 },
  },
  {
    example: 'depth-limit',
    source: 'Schoenholz, Gilmer, Ganguli & Sohl-Dickstein (2017), Deep Information Propagation',
    claims: [DEPTH_SCALE],
    variants: DEPTHS.map(deep),
  },
];
