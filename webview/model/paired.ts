import { comparePairs } from '../../src/runs/paired';
import type { InitializerSummary, TrialSummary } from '../../src/runs/summary';
import { t } from '../../src/shared/l10n';
import { formatValue } from './format';
import type { Scene } from './scene';
import { initializersOf, shownSeeds } from './scene';
import { summaryOf } from './summary';
import type { ChartTable } from './table';

/** A figure of a trial by which two initializers can be compared. */
interface Figure {
  readonly id: string;
  readonly title: string;
  /** Shares of one, told in percentage points. */
  readonly percent: boolean;
  /** 1 where more is better. */
  readonly sign: 1 | -1;
  readonly of: (trial: TrialSummary) => number | undefined;
}

const FIGURES: readonly Figure[] = [
  {
    id: 'bestAccuracy',
    get title() {
      return t('Best accuracy');
    },
    percent: true,
    sign: 1,
    of: ({ accuracy }) => accuracy?.best,
  },
  {
    id: 'lastAccuracy',
    get title() {
      return t('Last accuracy');
    },
    percent: true,
    sign: 1,
    of: ({ accuracy }) => accuracy?.final,
  },
  {
    id: 'bestLoss',
    get title() {
      return t('Best loss');
    },
    percent: false,
    sign: -1,
    of: ({ loss }) => loss?.best,
  },
  {
    id: 'lastLoss',
    get title() {
      return t('Last loss');
    },
    percent: false,
    sign: -1,
    of: ({ loss }) => loss?.final,
  },
];

export interface Paired {
  readonly figures: readonly { readonly id: string; readonly title: string }[];
  readonly initializers: readonly string[];
  readonly figure: string;
  readonly first: string;
  readonly second: string;
  /** What comes of it, in sentences. */
  readonly conclusion: string;
  readonly table: ChartTable;
}

/** Two initializers seed by seed; undefined where there are not two to compare, or nothing was evaluated. */
export function pairedOf(scene: Scene): Paired | undefined {
  const { manifest, state } = scene;
  const { initializers } = summaryOf(scene);
  const figures = FIGURES.filter(({ of }) =>
    initializers.some(({ trials }) => trials.some((trial) => of(trial) !== undefined)),
  );
  const figure = figures.find(({ id }) => id === state.paired?.figure) ?? figures[0];
  const labels = initializersOf(manifest);
  if (figure === undefined || labels.length < 2) return undefined;
  const ranked = rank(initializers, figure);
  const first = labels.find((label) => label === state.paired?.first) ?? ranked[0] ?? '';
  const second =
    labels.find((label) => label === state.paired?.second) ?? ranked.find((label) => label !== first) ?? '';
  const valueOf = (label: string, seed: number): number => {
    const trials = initializers.find(({ initializer }) => initializer === label)?.trials;
    const trial = trials?.find((one) => one.trial.seed === seed);
    return (trial === undefined ? undefined : figure.of(trial)) ?? Number.NaN;
  };
  const rows = shownSeeds(scene)
    .map((seed) => ({ seed, a: valueOf(first, seed), b: valueOf(second, seed) }))
    .filter(({ a, b }) => Number.isFinite(a) && Number.isFinite(b));
  return {
    figures: figures.map(({ id, title }) => ({ id, title })),
    initializers: labels,
    figure: figure.id,
    first,
    second,
    conclusion: conclude(
      rows.map(({ a, b }) => [a, b]),
      figure,
      { first, second },
    ),
    table: {
      columns: [t('Seed'), first, second, t('Difference')],
      rows: rows.map(({ seed, a, b }) => [
        String(seed),
        tell(a, figure),
        tell(b, figure),
        signed(a - b, figure),
      ]),
    },
  };
}

/** The best first; those without a figure last. */
const rank = (initializers: readonly InitializerSummary[], { of, sign }: Figure): readonly string[] =>
  initializers
    .map(({ initializer, trials }) => {
      const values = trials.flatMap((trial) => of(trial) ?? []).filter(Number.isFinite);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { initializer, merit: Number.isFinite(mean) ? sign * mean : -Infinity };
    })
    .sort((a, b) => b.merit - a.merit || 0)
    .map(({ initializer }) => initializer);

function conclude(
  pairs: readonly (readonly [number, number])[],
  figure: Figure,
  { first, second }: { readonly first: string; readonly second: string },
): string {
  if (first === second) return t('Choose two different initializers.');
  if (pairs.length === 0) return t('No seed has figures of both.');
  const { mean, interval, greater, less, signTest } = comparePairs(pairs);
  const seeds = pairs.length === 1 ? t('1 seed') : t('{0} seeds', pairs.length);
  const difference = t('{0}: {1} on average over {2}', `${first} − ${second}`, signed(mean, figure), seeds);
  if (interval === undefined) return `${difference}. ${t('One seed says nothing of the spread.')}`;
  const [low, high] = interval;
  const between = t(
    '95 % confidence interval {0} to {1} (Student’s t, {2} degrees of freedom)',
    signed(low, figure),
    signed(high, figure),
    pairs.length - 1,
  );
  const better = figure.sign * mean > 0 ? first : second;
  const verdict =
    low > 0 || high < 0
      ? t('It leaves out 0: {0} is better.', better)
      : t('It holds 0: these seeds do not tell them apart.');
  const sign =
    signTest === undefined
      ? t('No seed differs.')
      : t(
          'Sign test: {0} of {1} seeds above, p = {2}.',
          greater,
          greater + less,
          Number(signTest.toPrecision(2)),
        );
  return `${difference}, ${between}. ${verdict} ${sign}`;
}

const tell = (value: number, { percent }: Figure): string =>
  percent ? `${(100 * value).toFixed(1)} %` : formatValue(value);

/** Shares differ by percentage points. */
const signed = (difference: number, { percent }: Figure): string => {
  const text = percent ? `${(100 * Math.abs(difference)).toFixed(2)} pp` : formatValue(Math.abs(difference));
  return `${difference < 0 ? '−' : '+'}${text}`;
};
