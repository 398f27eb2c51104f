import type { Outline } from '../../experiment/parse';
import { findEntry } from '../../schema/syntax';
import type { LastRun } from '../protocol';
import type { ToldProblem } from './problems';

/**
 * What the health rules found in the last run of a config: on each initializer's line what is about it, on the
 * dataset what is about the data. Of initializers that are gone from the file nothing is told. Where initializers are
 * compared, one of them may be meant to fail, so that it is no more than information.
 */
export function runFindingsOf(
  { root, places, initializers }: Outline,
  lastRun: LastRun | undefined,
): readonly ToldProblem[] {
  const compared = initializers.length > 1;
  return (lastRun?.findings ?? []).flatMap(({ rule, severity, message, initializer }): ToldProblem[] => {
    const about = initializers.find(({ label }) => label === initializer);
    const dataset = initializer === undefined ? findEntry(root, 'dataset') : undefined;
    const range = about?.head ?? (dataset && places.range(dataset.keySpan));
    if (range === undefined) return [];
    return [{ severity: compared && about ? 'info' : severity, code: rule, message, range }];
  });
}
