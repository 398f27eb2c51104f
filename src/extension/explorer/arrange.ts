import type { ReadableRun, RunEntry } from '../../runs/store/runStore';
import type { RunSummary } from '../../runs/summary';
import { bestOf, figureOf, runLabel } from '../runs/results';
import { t } from '../ui/l10n';

export const ORDERS = {
  newest: () => t('Newest first'),
  oldest: () => t('Oldest first'),
  name: () => t('By name'),
  best: () => t('Best result first'),
} as const;
export type Order = keyof typeof ORDERS;

/** How the person wants runs to be listed. */
export interface Arrangement {
  readonly order: Order;
  /** Words that a run has to have, each anywhere in what is known of it; empty for all runs. */
  readonly filter: string;
}

export const DEFAULT_ARRANGEMENT: Arrangement = { order: 'newest', filter: '' };

/** @param entries the latest first */
export function arrange(
  entries: readonly RunEntry[],
  { order, filter }: Arrangement,
  summaryOf: (run: ReadableRun) => RunSummary | undefined,
): readonly RunEntry[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const kept = entries.filter((entry) => {
    const text = words.length === 0 ? '' : textOf(entry);
    return words.every((word) => text.includes(word));
  });
  switch (order) {
    case 'newest':
      return kept;
    case 'oldest':
      return kept.toReversed();
    case 'name':
      return kept.toSorted((a, b) => labelOf(a).localeCompare(labelOf(b)));
    case 'best':
      return kept.toSorted((a, b) => meritOf(b, summaryOf) - meritOf(a, summaryOf));
  }
}

const labelOf = (entry: RunEntry): string => (entry.kind === 'run' ? runLabel(entry.manifest) : entry.id);

/** All that a search looks at: names, notes, `#tags`, state, initializers, engine, dataset. */
function textOf(entry: RunEntry): string {
  if (entry.kind === 'unreadable') return `${entry.experiment} ${entry.id}`.toLowerCase();
  const { id, name, note = '', tags = [], state, engine, experiment } = entry.manifest;
  const labels = experiment.initializers.map(({ label }) => label);
  const hashed = tags.map((tag) => `#${tag}`);
  const texts = [experiment.name, id, name, note, state, engine.name, experiment.dataset.source];
  return [...texts, ...hashed, ...labels].join('\n').toLowerCase();
}

/** Higher is better; runs without a result come last. Accuracies are compared among themselves, as are losses. */
function meritOf(entry: RunEntry, summaryOf: (run: ReadableRun) => RunSummary | undefined): number {
  const best = entry.kind === 'run' ? bestOf(summaryOf(entry)) : undefined;
  const figure = best && figureOf(best);
  if (figure === undefined || !Number.isFinite(figure.value)) return -Number.MAX_VALUE;
  return figure.metric === 'accuracy' ? figure.value : -figure.value;
}
