import type { HealthFinding, HealthSeverity } from '../../health/finding';
import { groupFindings } from '../../runs/groupFindings';

const MARKS: Readonly<Record<HealthSeverity, string>> = { error: '✖', warning: '▲', info: '•' };

/** One line: `▲ heNormal, step 50: 62 % of the units of dense_2 are dead … (deadUnits)`. */
export const findingLine = ({ severity, initializer, step, message, rule }: HealthFinding): string =>
  `${MARKS[severity]} ${initializer ?? 'data'}, step ${step}: ${message} (${rule})`;

/** Findings with what to do about each, those of several seeds as one; empty when there are none. */
export const findingsText = (findings: readonly HealthFinding[]): string =>
  groupFindings(findings)
    .map(({ first, seeds }) => {
      const others = seeds.length > 1 ? `; also with ${seeds.length - 1} more of the seeds` : '';
      return `${findingLine(first)}${others}\n    ${first.advice}`;
    })
    .join('\n');
