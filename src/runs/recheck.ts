import type { HealthFinding } from '../health/finding';
import type { TrialId } from '../shared/metrics';
import type { RunManifest } from './run';
import type { Columns, SeriesKey } from './store/series';
import { watchHealth } from './watchHealth';

/** A series as a run reader holds it. */
interface Recorded extends Columns {
  readonly key: SeriesKey;
}

/**
 * Evaluates the health rules anew on what a run has recorded: with the rules of today, or of a run that another
 * program wrote. The same as what is found while it trains.
 */
export function recheck(manifest: RunManifest, series: Iterable<Recorded>): readonly HealthFinding[] {
  const findings: HealthFinding[] = [];
  const monitor = watchHealth(manifest, (finding) => findings.push(finding));
  if (manifest.data) monitor.data(manifest.data);
  const all = [...series];
  for (const trial of manifest.trials) {
    for (const { split, tag, step, value } of inOrder(all, trial))
      monitor.scalar(trial, { split, tag, step, value, wallTime: 0 });
    monitor.ended(trial, trial.divergence);
  }
  return findings.sort((a, b) => a.step - b.step);
}

/** As training measures: what is measured before an update comes before its loss. */
function inOrder(
  all: readonly Recorded[],
  trial: TrialId,
): readonly { split: SeriesKey['split']; tag: string; step: number; value: number }[] {
  const own = all.filter(({ key }) => key.initializer === trial.initializer && key.seed === trial.seed);
  const points = own.flatMap(({ key: { split, tag }, steps, values }) =>
    Array.from(steps, (step, i) => ({ split, tag, step, value: values[i] ?? NaN })),
  );
  const late = ({ split }: { split: SeriesKey['split'] }): number => (split === 'train' ? 1 : 0);
  return points.sort((a, b) => a.step - b.step || late(a) - late(b));
}
