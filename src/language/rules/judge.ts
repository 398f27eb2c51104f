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
export const judge = (subject: Subject): readonly Judgement[] =>
  entries.flatMap(([code, rule]) => {
    const verdict = rule.check(subject);
    return verdict === undefined ? [] : [{ ...verdict, code, about: rule.about }];
  });
