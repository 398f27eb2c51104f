import { duration } from '../../shared/figures';
import { claimMark, differenceText, oursText, publishedText, reductionText } from '../../reproduce/figures';
import type { Entry } from '../../reproduce/markdown';
import { stands } from '../../reproduce/outcome';
import type { Compared } from '../../reproduce/outcome';
import { table } from '../format/table';
import type { Column } from '../format/table';

const columns: readonly Column<Compared>[] = [
  { title: 'initializer', cell: ({ initializer }) => initializer },
  { title: 'figure', cell: ({ what }) => what },
  { title: 'published', align: 'right', cell: publishedText },
  { title: 'ours (seeds)', align: 'right', cell: oursText },
  { title: 'difference', align: 'right', cell: differenceText },
  { title: 'verdict', cell: ({ judgement }) => judgement },
];

/** What an experiment came to, for a terminal. */
export function entryText(entry: Entry): string {
  const { example, source } = entry.experiment;
  if (!('figures' in entry))
    return `${example} (${source})\n${'leftOut' in entry ? `left out: ${entry.leftOut}` : 'not run yet'}`;
  const { figures, claims, engine, seconds } = entry;
  const reduction = reductionText(entry);
  return [
    `${example} (${source})`,
    `${duration(seconds)} with ${engine.name} on ${engine.device}${reduction === '' ? '' : `; ${reduction}`}`,
    ...(figures.length > 0 ? [table(columns, figures)] : []),
    ...claims.map((claim) => `${claimMark(claim)} ${claim.text}: ${claim.found}`),
  ].join('\n');
}

/** The same for a program. */
export function entryFacts(entry: Entry): object {
  const { experiment, ...facts } = entry;
  const { example, source } = experiment;
  return { example, source, ...('figures' in entry && { stands: stands(entry) }), ...facts };
}
