import { rules } from './registry';
import type { RuleCode } from './registry';
import type { Rule, Subject, Verdict } from './rule';

/** What a rule found, with its code. */
export interface Judgement extends Verdict {
  readonly code: RuleCode;
  readonly about: Rule['about'];
}

const entries = Object.entries(rules) as [RuleCode, Rule][];

/** What all rules find, in the order of the registry. */
export function judge(subject: Subject): readonly Judgement[] {
  const found: Judgement[] = [];
  for (const [code, rule] of entries) {
    const verdict = rule.check(subject);
    // written out, for objects made of others have shapes of their own, and thousands of these are gone through
    if (verdict) {
      const { consequence, message } = verdict;
      found.push({ code, about: rule.about, consequence, message });
    }
  }
  return found;
}
