import { ACCURACY, LOSS } from '../../shared/tags';
import { inOrder, NOTHING, ofEach } from '../claims';
import { afterEpoch, atEnd, trialsOf, varianceRatio } from '../readings';
import type { Claim, Reproduction } from '../reproduction';

/** A claim that an initializer leaves chance, or that it does not, on ten classes. */
const ends = (text: string, initializers: readonly string[], holds: (share: number) => boolean): Claim =>
  ofEach({ text, initializers, reading: atEnd(ACCURACY), kind: 'share', holds });

const atChance = (share: number): boolean => share < 0.2;

const HE_DIVERGES: Claim = {
  text: 'under He’s initialisation training breaks with every seed',
  check([run]) {
    if (run === undefined) return NOTHING;
    const seeds = trialsOf(run, 'heNormal').length;
    const diverged = run.manifest.trials.filter(
      ({ initializer, state }) => initializer === 'heNormal' && state === 'diverged',
    );
    const steps = diverged.map(({ step }) => step).join(', ');
    return {
      holds: diverged.length === seeds,
      found: `${diverged.length} of ${seeds} ended in values that are not finite${steps === '' ? '' : `, at update ${steps}`}`,
    };
  },
};

const SIREN = 'siren(omega=10)';
const ENDS_IN_ZEROS = ['He, branches end in zeros', 'ZerO, branches end in zeros'];

export const modern: readonly Reproduction[] = [
  {
    example: 'layer-norm',
    source: 'Ba, Kiros & Hinton (2016), Layer Normalization',
    claims: [
      ends(
        'a spread too small for the network without it learns as well as He’s: above 93 %',
        ['heNormal', 'glorotUniform', 'randomNormal(stddev=0.01)'],
        (share) => share > 0.93,
      ),
      ends(
        'and one a hundred times as large learns too: above 70 %',
        ['randomNormal(stddev=1)'],
        (share) => share > 0.7,
      ),
    ],
  },
  {
    example: 'lsuv',
    source: 'Mishkin & Matas (2016), All You Need Is a Good Init; Krähenbühl et al. (2016)',
    claims: [
      ofEach({
        text: 'what is measured keeps its size: over ten layers of GELU the variance changes by less than a factor of 3',
        initializers: ['lsuv', 'dataDependent'],
        reading: varianceRatio,
        kind: 'number',
        holds: (ratio) => ratio > 1 / 3 && ratio < 3,
      }),
      ofEach({
        text: 'formulas made for other activations lose it: a factor of 50 or more',
        initializers: ['heNormal', 'glorotUniform'],
        reading: varianceRatio,
        kind: 'number',
        holds: (ratio) => ratio < 1 / 50,
      }),
      inOrder({
        text: 'LSUV ends above He, and He far above Glorot',
        initializers: ['glorotUniform', 'heNormal', 'lsuv'],
        reading: atEnd(ACCURACY),
        kind: 'share',
        apart: 0.005,
      }),
    ],
  },
  {
    example: 'orthogonal',
    source: 'Saxe, McClelland & Ganguli (2014), Exact Solutions to the Nonlinear Dynamics of Learning',
    claims: [
      inOrder({
        text: 'twenty layers of orthogonal matrices learn sooner than of normal weights of the same variance: a lower loss after one epoch',
        initializers: ['orthogonal', 'lecunNormal'],
        reading: afterEpoch(LOSS, 1),
        kind: 'loss',
        apart: 0,
      }),
      ends('half the gain loses the signal: it stays at chance', ['orthogonal(gain=0.5)'], atChance),
      inOrder({
        text: 'twice the gain saturates: it ends below',
        initializers: ['orthogonal(gain=2)', 'orthogonal'],
        reading: atEnd(ACCURACY),
        kind: 'share',
        apart: 0.02,
      }),
    ],
  },
  {
    example: 'fixup',
    source: 'Zhang, Dauphin & Ma (2019), Fixup Initialization',
    claims: [
      ends(
        'forty-two layers without normalisation train at learning rate 0.05: above 90 %',
        ['fixup'],
        (share) => share > 0.9,
      ),
      HE_DIVERGES,
      ends(
        'under Glorot’s it hardly gets away from chance: below 50 %',
        ['glorotUniform'],
        (share) => share < 0.5,
      ),
    ],
  },
  {
    example: 'zero-residual',
    source: 'Goyal et al. (2017), Large Minibatch SGD; Zhao, Schäfer & Anandkumar (2022), ZerO',
    claims: [
      ofEach({
        text: 'with branches that end in zeros the signal has the same variance behind every block',
        initializers: ENDS_IN_ZEROS,
        reading: varianceRatio,
        kind: 'number',
        holds: (ratio) => Math.abs(ratio - 1) < 0.01,
      }),
      ofEach({
        text: 'without, it doubles with each of six blocks and more',
        initializers: ['heNormal'],
        reading: varianceRatio,
        kind: 'number',
        holds: (ratio) => ratio > 2 ** 6,
      }),
      ends('all of them learn: above 80 %', [...ENDS_IN_ZEROS, 'heNormal'], (share) => share > 0.8),
    ],
  },
  {
    example: 'siren',
    source: 'Sitzmann et al. (2020), Implicit Neural Representations with Periodic Activation Functions',
    claims: [
      ends(
        'a network of sines learns with its own initialisation: above 90 %',
        [SIREN],
        (share) => share > 0.9,
      ),
      inOrder({
        text: 'and lies at least 20 percentage points above Glorot’s',
        initializers: ['glorotUniform', SIREN],
        reading: atEnd(ACCURACY),
        kind: 'share',
        apart: 0.2,
      }),
    ],
  },
];
