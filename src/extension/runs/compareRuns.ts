import type { RunReference } from '../../language/protocol';
import { openRun } from '../../runs/openRun';
import { summarize } from '../../runs/summary';
import type { App } from '../app';
import { comparisonPage } from './comparison';

/** Shows runs side by side. */
export async function showComparison({ pages }: App, references: readonly RunReference[]): Promise<void> {
  const readers = references.map(({ folder }) => openRun(folder));
  await Promise.all(readers.map((reader) => reader.poll()));
  const summaries = readers.map((reader) =>
    summarize(reader.manifest, (key) => reader.find(key), reader.findings),
  );
  await pages.show('Comparison of runs', comparisonPage(summaries));
}
