import type { LastRun, RunFinding } from '../../language/protocol';
import { told } from '../../health/finding';
import type { HealthFinding } from '../../health/finding';
import { groupFindings } from '../../runs/groupFindings';
import { isLive } from '../../runs/live';
import type { ReadableRun } from '../../runs/store/runStore';
import type { RunSummary } from '../../runs/summary';
import { formatCount } from '../../shared/figures';
import { t } from '../ui/l10n';
import { bestOf, figureOf } from './results';

/**
 * The newest run of each config, for its code lenses.
 *
 * @param runs the latest first
 * @param uriOf turns the path of a config into the uri that the editor knows it by
 */
export function lastRuns(
  runs: readonly ReadableRun[],
  summaryOf: (run: ReadableRun) => RunSummary | undefined,
  uriOf: (path: string) => string,
): Readonly<Record<string, LastRun>> {
  const byConfig = new Map<string, ReadableRun[]>();
  for (const run of runs) {
    const uri = uriOf(run.manifest.config.path);
    byConfig.set(uri, [...(byConfig.get(uri) ?? []), run]);
  }
  return Object.fromEntries(
    [...byConfig].flatMap(([uri, [run, before]]) =>
      run === undefined ? [] : [[uri, lastRun(run, before, summaryOf(run))]],
    ),
  );
}

function lastRun(
  { folder, manifest }: ReadableRun,
  before: ReadableRun | undefined,
  summary: RunSummary | undefined,
): LastRun {
  const best = bestOf(summary);
  const figure = best && figureOf(best);
  return {
    folder,
    name: manifest.name,
    running: isLive(manifest),
    ...(before && { before: { folder: before.folder } }),
    ...(best && figure && { best: { label: best.initializer, figure } }),
    findings: groupFindings(summary?.findings ?? []).map(({ first }) => findingOf(first)),
  };
}

const findingOf = (finding: HealthFinding): RunFinding => ({
  rule: finding.rule,
  severity: finding.severity,
  message: t('last run, step {0}: {1}', formatCount(finding.step), told(finding).message),
  ...(finding.initializer !== undefined && { initializer: finding.initializer }),
});
