import { summarize } from '../../src/runs/summary';
import type { InitializerSummary } from '../../src/runs/summary';
import type { StartAndEnd } from '../../src/runs/trialFigures';
import type { VerdictCode } from '../../src/runs/verdict';
import { formatPercent, formatPercentSpread, formatSpread, formatValue } from './format';
import type { Scene } from './scene';

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
  readonly cells: readonly string[];
}

export interface ResultTable {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

interface Column extends ResultColumn {
  readonly cell: (summary: InitializerSummary) => string;
}

const NOTHING = '–';
const OVER_SEEDS = 'on the validation set; mean ± standard deviation over seeds';
const TROUBLES: readonly VerdictCode[] = ['diverged', 'chance', 'collapsed'];

/** The figures of the run, from the same summary as the CLI's and the explorer's. */
export function resultsOf({ manifest, store }: Scene): ResultTable {
  const classifies = manifest.experiment.training.loss === 'softmaxCrossEntropy';
  const columns = [...(classifies ? ACCURACY : []), ...LOSS, ...SIGNAL];
  const { initializers } = summarize(manifest, (key) => store.find(key));
  return {
    columns: columns.map(({ title, hint }) => ({ title, hint })),
    rows: initializers.map((summary) => ({
      initializer: summary.initializer,
      best: summary.best,
      trouble: TROUBLES.includes(summary.verdict.code),
      cells: columns.map(({ cell }) => cell(summary)),
    })),
  };
}

const ACCURACY: readonly Column[] = [
  {
    title: 'Best accuracy',
    hint: `Highest accuracy ${OVER_SEEDS}`,
    cell: ({ accuracy }) =>
      accuracy === undefined ? NOTHING : formatPercentSpread(accuracy.best.mean, accuracy.best.sd),
  },
  {
    title: 'Final accuracy',
    hint: `Latest accuracy ${OVER_SEEDS}`,
    cell: ({ accuracy }) =>
      accuracy === undefined ? NOTHING : formatPercentSpread(accuracy.final.mean, accuracy.final.sd),
  },
];

const LOSS: readonly Column[] = [
  {
    title: 'Best loss',
    hint: `Lowest loss ${OVER_SEEDS}`,
    cell: ({ loss }) => (loss === undefined ? NOTHING : formatSpread(loss.best.mean, loss.best.sd)),
  },
  {
    title: 'Final loss',
    hint: `Latest loss ${OVER_SEEDS}`,
    cell: ({ loss }) => (loss === undefined ? NOTHING : formatSpread(loss.final.mean, loss.final.sd)),
  },
];

const SIGNAL: readonly Column[] = [
  {
    title: 'Dead units',
    hint: 'Share of units that are zero on every probe sample: before training → latest; mean over seeds',
    cell: ({ dead }) =>
      dead === undefined
        ? NOTHING
        : change({ start: dead.start.overall, end: dead.end.overall }, formatPercent),
  },
  {
    title: 'Variance ratio',
    hint: 'Activation variance of the last hidden layer ÷ that of the first: before training → latest; geometric mean over seeds',
    cell: ({ varianceRatio }) => (varianceRatio === undefined ? NOTHING : change(varianceRatio, formatRatio)),
  },
  { title: 'Verdict', hint: 'How far it got', cell: ({ verdict }) => verdict.text },
];

const change = ({ start, end }: StartAndEnd<number>, format: (value: number) => string): string =>
  Number.isFinite(start) || Number.isFinite(end) ? `${format(start)} → ${format(end)}` : NOTHING;

/** Two or three digits are what a ratio warrants. */
const formatRatio = (ratio: number): string =>
  Number.isFinite(ratio) ? formatValue(Number(ratio.toPrecision(3))).replace(/(\.\d*?)0+$/, '$1') : NOTHING;
