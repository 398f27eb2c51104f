import type { InitializerSummary, RunSummary } from '../../runs/summary';
import type { Statistic } from '../../runs/statistic';
import { loss, NONE, percent, percentSpread, significant } from '../../shared/figures';
import { sparkline } from './sparkline';
import { table } from './table';
import type { Column } from './table';

const CURVE_WIDTH = 20;

const lossSpread = (statistic: Statistic | undefined): string =>
  statistic === undefined
    ? NONE
    : loss(statistic.mean) + (statistic.sd === undefined ? '' : ` ± ${significant(statistic.sd)}`);

const right = <Row>(title: string, cell: (row: Row) => string): Column<Row> => ({
  title,
  align: 'right',
  cell,
});

const name: Column<InitializerSummary> = {
  title: 'initializer',
  cell: ({ initializer, best }) => (best ? `${initializer} ★` : initializer),
};

const accuracy: readonly Column<InitializerSummary>[] = [
  right('final accuracy', (row) => percentSpread(row.accuracy?.final.mean, row.accuracy?.final.sd)),
  right('best accuracy', (row) => percentSpread(row.accuracy?.best.mean, row.accuracy?.best.sd)),
];

const losses: readonly Column<InitializerSummary>[] = [
  right('final loss', (row) => lossSpread(row.loss?.final)),
  right('best loss', (row) => lossSpread(row.loss?.best)),
];

const signal: readonly Column<InitializerSummary>[] = [
  right('variance ratio', (row) => significant(row.varianceRatio?.start)),
  right('dead', (row) => percent(row.dead?.end.overall)),
];

const verdict: Column<InitializerSummary> = { title: 'verdict', cell: (row) => row.verdict.text };

/** A flat curve looks flat when its scale starts at 0. */
const fromZero = (values: ArrayLike<number>): { low: number; high: number } => ({
  low: 0,
  high: Math.max(...Array.from(values).filter(Number.isFinite)),
});

const curves: readonly Column<InitializerSummary>[] = [
  {
    title: 'training loss',
    cell: (row) => sparkline(row.lossCurve?.values ?? [], CURVE_WIDTH, fromZero(row.lossCurve?.values ?? [])),
  },
  {
    title: 'accuracy',
    cell: (row) => sparkline(row.accuracyCurve?.values ?? [], CURVE_WIDTH, { low: 0, high: 1 }),
  },
];

/**
 * A run's table, one row per initializer: validation figures as mean ± standard deviation over seeds, the activation
 * variance of the last layer over that of the first before training, the share of dead units after it.
 */
export function summaryTable(summary: RunSummary, options: { readonly curves: boolean }): string {
  const isClassifier = summary.manifest.experiment.training.loss === 'softmaxCrossEntropy';
  const figures = isClassifier ? accuracy : losses;
  return table(
    [name, ...figures, ...signal, ...(options.curves ? curves : []), verdict],
    summary.initializers,
  );
}
