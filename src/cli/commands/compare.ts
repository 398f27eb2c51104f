import { compareRuns } from '../../runs/compare';
import type { Comparison } from '../../runs/compare';
import type { InitializerSummary } from '../../runs/summary';
import type { Environment } from '../environment';
import { EXIT } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { JSON_FORMAT, summaryFacts, toJson } from '../format/json';
import { loss, NONE, percentSpread } from '../../shared/figures';
import { table } from '../format/table';
import type { Column } from '../format/table';
import { findRun } from '../loadRun';
import type { LoadedRun } from '../loadRun';

export interface CompareOptions {
  readonly runs: string;
  readonly json?: true;
}

/** The best figure of each initializer in several runs, and where the runs were not made alike. */
export async function compare(
  environment: Environment,
  references: readonly string[],
  options: CompareOptions,
): Promise<ExitCode> {
  const loaded: LoadedRun[] = [];
  for (const reference of references) loaded.push(await findRun(environment, options.runs, reference));
  const comparison = compareRuns(loaded.map(({ summary }) => summary));
  environment.io.out(options.json ? toJson(facts(comparison, loaded)) : `${text(comparison)}\n`);
  return EXIT.ok;
}

const facts = ({ differences }: Comparison, loaded: readonly LoadedRun[]): object => ({
  format: JSON_FORMAT,
  runs: loaded.map(({ summary, folder }) => summaryFacts(summary, folder)),
  differences,
});

function text({ runs, rows, differences }: Comparison): string {
  const figures: Column<Comparison['rows'][number]>[] = runs.map(({ name }, i) => ({
    title: name,
    align: 'right',
    cell: ({ cells }) => figure(cells[i]),
  }));
  const best = table([{ title: 'best figure', cell: ({ initializer }) => initializer }, ...figures], rows);
  if (differences.length === 0) return `${best}\n\nThe runs were made alike.`;
  const settings: Column<Comparison['differences'][number]>[] = runs.map(({ name }, i) => ({
    title: name,
    align: 'right',
    cell: ({ values }) => values[i] ?? NONE,
  }));
  return `${best}\n\n${table([{ title: 'they differ in', cell: ({ path }) => path }, ...settings], differences)}`;
}

function figure(cell: InitializerSummary | undefined): string {
  if (cell?.accuracy) return percentSpread(cell.accuracy.best.mean, cell.accuracy.best.sd);
  return cell?.loss ? `loss ${loss(cell.loss.best.mean)}` : NONE;
}
