import { ViewColumn } from 'vscode';
import type { RunReference } from '../../language/protocol';
import { comparisonOf } from '../../runs/comparedRuns';
import { openRun } from '../../runs/openRun';
import { summarize } from '../../runs/summary';
import type { App } from '../app';
import { t } from '../ui/l10n';
import { comparisonPage } from './comparison';

/** Shows the curves of runs in one panel and, beside it, their best figures and what else differs between them. */
export async function showComparison(
  { pages, panels }: App,
  references: readonly RunReference[],
): Promise<void> {
  const readers = references.map(({ folder }) => openRun(folder));
  await Promise.all(readers.map((reader) => reader.poll()));
  const summaries = readers.map((reader) =>
    summarize(reader.manifest, (key) => reader.find(key), reader.findings),
  );
  panels.show(comparisonOf(references.map(({ folder }) => folder)), ViewColumn.Active);
  await pages.showBeside(t('Comparison of runs'), comparisonPage(summaries));
}
