import type { HealthAction, HealthSeverity } from '../../health/finding';
import { HEALTH_RULE_NAMES, healthRules } from '../../health/registry';
import type { HealthChanges, HealthRuleName, HealthRuleSpec } from '../../health/registry';
import { partsOf } from '../../schema/check';
import { findEntry } from '../../schema/syntax';
import type { SyntaxNode } from '../../schema/syntax';
import { healthRuleFields } from '../schema/health';

/** The rules that the section changes or switches off; undefined where there is no section. */
export function resolveHealth(node: SyntaxNode | undefined): HealthChanges | undefined {
  if (node === undefined) return undefined;
  const entries = HEALTH_RULE_NAMES.flatMap((name): [HealthRuleName, HealthRuleSpec | false][] => {
    const written = findEntry(node, name)?.value;
    if (isFalse(node) || isFalse(written)) return [[name, false]];
    return written === undefined ? [] : [[name, specOf(name, written)]];
  });
  return Object.fromEntries(entries);
}

function specOf(name: HealthRuleName, node: SyntaxNode): HealthRuleSpec {
  const { severity, action, ...parameters } = partsOf(healthRuleFields(healthRules[name]), node);
  return { parameters, severity: severity as HealthSeverity, action: action as HealthAction };
}

const isFalse = (node: SyntaxNode | undefined): boolean => node?.kind === 'scalar' && node.value === false;
