import { SEVERITIES } from '../health/finding';
import type { HealthFinding } from '../health/finding';

/** The findings of one rule about one initializer, or about the data, over its seeds. */
export interface FindingGroup {
  /** The first that was found. */
  readonly first: HealthFinding;
  /** Seeds it was found with; none where it is about the data. */
  readonly seeds: readonly number[];
}

/** Findings with those of several seeds taken together; the gravest first, then in the order they were found. */
export function groupFindings(findings: readonly HealthFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, { first: HealthFinding; seeds: number[] }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.initializer]);
    const group = groups.get(key) ?? { first: finding, seeds: [] };
    groups.set(key, group);
    if (finding.seed !== undefined) group.seeds.push(finding.seed);
  }
  const gravity = ({ first }: FindingGroup): number => SEVERITIES.indexOf(first.severity);
  return [...groups.values()].sort((a, b) => gravity(a) - gravity(b));
}
