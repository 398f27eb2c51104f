import type { InitializerSummary } from '../../src/runs/summary';
import type { StartAndEnd } from '../../src/runs/trialFigures';
import type { VerdictCode } from '../../src/runs/verdict';
import { statisticOf } from '../../src/runs/statistic';
import { t } from '../../src/shared/l10n';
import { at, lastAtOrBefore } from './columns';
import {
  formatCount,
  formatDuration,
  formatPercent,
  formatPercentSpread,
  formatSpread,
  formatValue,
} from './format';
import type { Scene } from './scene';
import { seedsOf } from './scene';
import { summaryOf } from './summary';

export interface ResultColumn {
  readonly title: string;
  readonly hint: string;
}

export interface ResultRow {
  readonly initializer: string;
  /** The best of the run. */
  readonly best: boolean;
  /** Something kept it from learning. */
  readonly trouble: boolean;
  /** Each in the pieces between which there may be a line break. */
  readonly cells: readonly (readonly string[])[];
}

export interface ResultTable {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

interface Column extends ResultColumn {
  readonly cell: (summary: InitializerSummary) => string | readonly string[];
}

type Metric = 'accuracy' | 'loss';

const NOTHING = '–';
const overSeeds = (): string => t('on the validation set; mean ± standard deviation over seeds');
const TROUBLES: readonly VerdictCode[] = ['diverged', 'chance', 'collapsed'];

/** The figures of the run, what people look for first, from the same summary as the CLI's and the explorer's. */
export function resultsOf(scene: Scene): ResultTable {
  const { manifest, state } = scene;
  const classifies = manifest.experiment.training.loss === 'softmaxCrossEntropy';
  const columns = [
    VERDICT,
    ...(classifies ? [bestOf('accuracy'), lastOf('accuracy')] : []),
    bestOf('loss'),
    lastOf('loss'),
    ...(state.step === undefined ? [] : [atStep(scene, classifies ? 'accuracy' : 'loss', state.step)]),
    ...SIGNAL,
    ...TIME,
  ];
  const { initializers } = summaryOf(scene);
  return {
    columns: columns.map(({ title, hint }) => ({ title, hint })),
    rows: initializers.map((summary) => ({
      initializer: summary.initializer,
      best: summary.best,
      trouble: TROUBLES.includes(summary.verdict.code),
      cells: columns.map(({ cell }) => [cell(summary)].flat()),
    })),
  };
}

const VERDICT: Column = {
  get title() {
    return t('Verdict');
  },
  get hint() {
    return t('How far it got');
  },
  cell: ({ verdict }) => verdict.text,
};

const FORMATS: Readonly<Record<Metric, (mean: number, sd: number | undefined) => string>> = {
  accuracy: formatPercentSpread,
  loss: formatSpread,
};

/** Best value and where: `95.1 ± 0.2 % at 180`, `at 160–200` where seeds differ. */
const bestOf = (metric: Metric): Column => ({
  title: metric === 'accuracy' ? t('Best accuracy') : t('Best loss'),
  hint: `${metric === 'accuracy' ? t('Highest accuracy') : t('Lowest loss')} ${overSeeds()}${t(', and the steps at which seeds reached it')}`,
  cell: (summary) => {
    const best = summary[metric]?.best;
    if (best === undefined) return NOTHING;
    const steps = summary.trials.flatMap((trial) => trial[metric]?.bestStep ?? []).filter(Number.isFinite);
    const text = FORMATS[metric](best.mean, best.sd);
    return steps.length === 0 ? text : [text, t('at {0}', rangeOf(steps))];
  },
});

const lastOf = (metric: Metric): Column => ({
  title: metric === 'accuracy' ? t('Last accuracy') : t('Last loss'),
  hint: `${metric === 'accuracy' ? t('Latest accuracy') : t('Latest loss')} ${overSeeds()}`,
  cell: (summary) => {
    const last = summary[metric]?.final;
    return last === undefined ? NOTHING : FORMATS[metric](last.mean, last.sd);
  },
});

/** At the selected step, or the last evaluation before it. */
const atStep = ({ manifest, store }: Scene, metric: Metric, step: number): Column => ({
  title:
    metric === 'accuracy' ? t('Accuracy at {0}', formatCount(step)) : t('Loss at {0}', formatCount(step)),
  hint: `${t('At the selected step or the last evaluation before it')}, ${overSeeds()}`,
  cell: ({ initializer }) => {
    const values = seedsOf(manifest).flatMap((seed) => {
      const columns = store.find({ initializer, seed, split: 'validation', tag: metric });
      const index = columns === undefined ? -1 : lastAtOrBefore(columns.steps, step);
      return columns === undefined || index < 0 ? [] : [at(columns.values, index)];
    });
    if (values.length === 0) return NOTHING;
    const { mean, sd } = statisticOf(values);
    return FORMATS[metric](mean, sd);
  },
});

const rangeOf = (steps: readonly number[]): string => {
  const [low, high] = [Math.min(...steps), Math.max(...steps)];
  return low === high ? formatCount(low) : `${formatCount(low)}–${formatCount(high)}`;
};

const TIME: readonly Column[] = [
  {
    get title() {
      return t('Time');
    },
    get hint() {
      return t(
        'From the first update of a trial to its last; mean over seeds. Trials side by side share the machine.',
      );
    },
    cell: ({ trials }) => {
      const { mean } = statisticOf(trials.flatMap(({ seconds }) => seconds ?? []));
      return Number.isFinite(mean) ? formatDuration(mean) : NOTHING;
    },
  },
  {
    get title() {
      return t('Steps/s');
    },
    get hint() {
      return t('Updates per second of a trial; mean over seeds');
    },
    cell: ({ trials }) => {
      const { mean } = statisticOf(
        trials.flatMap(({ seconds, trial }) =>
          seconds === undefined || seconds <= 0 ? [] : [trial.step / seconds],
        ),
      );
      return Number.isFinite(mean) ? formatCount(mean) : NOTHING;
    },
  },
];

const SIGNAL: readonly Column[] = [
  {
    get title() {
      return t('Dead units');
    },
    get hint() {
      return t(
        'Share of units that are zero on every probe sample: before training → latest; mean over seeds',
      );
    },
    cell: ({ dead }) =>
      dead === undefined
        ? NOTHING
        : change({ start: dead.start.overall, end: dead.end.overall }, formatPercent),
  },
  {
    get title() {
      return t('Variance ratio');
    },
    get hint() {
      return t(
        'Activation variance of the last hidden layer ÷ that of the first: before training → latest; geometric mean over seeds',
      );
    },
    cell: ({ varianceRatio }) => (varianceRatio === undefined ? NOTHING : change(varianceRatio, formatRatio)),
  },
];

const change = ({ start, end }: StartAndEnd<number>, format: (value: number) => string): string =>
  Number.isFinite(start) || Number.isFinite(end) ? `${format(start)} → ${format(end)}` : NOTHING;

/** Two or three digits are what a ratio warrants. */
const formatRatio = (ratio: number): string =>
  Number.isFinite(ratio) ? formatValue(Number(ratio.toPrecision(3))).replace(/(\.\d*?)0+$/, '$1') : NOTHING;
