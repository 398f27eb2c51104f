import type { Outline } from '../../experiment/parse';
import type { Range } from '../../schema/problem';
import { findEntry } from '../../schema/syntax';
import type { Analysis } from '../analysis';
import type { RuleCode } from './registry';
import type { Consequence, Subject, Verdict } from './rule';

/** What a rule found in a config. */
export interface Finding extends Verdict {
  readonly code: RuleCode;
  /** As shown: softened where initializers are compared, for there an experiment may be meant to fail. */
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly range: Range;
  /** Entry of `outline.initializers` that it is about, or the first of those that it is the same for. */
  readonly initializer: number;
}

/** What the theory finds in a config: on each initializer's line what is about it, on the dataset what is about all. */
export function findingsOf({ outline, judgements }: Analysis): Finding[] {
  const compared = outline.initializers.length > 1;
  let first: number | undefined;
  const findings: Finding[] = [];
  for (const [initializer, { head }] of outline.initializers.entries()) {
    for (const { about, code, consequence, message } of judgements[initializer] ?? []) {
      const own = about === 'initializer';
      if (!own && (first ??= initializer) !== initializer) continue;
      const severity = compared && own ? soften(consequence) : consequence;
      const range = own ? head : datasetRange(outline, head);
      findings.push({ code, consequence, message, severity, initializer, range });
    }
  }
  return findings;
}

const soften = (consequence: Consequence): 'info' | 'hint' => (consequence === 'hint' ? 'hint' : 'info');

/** A rule's view of one initializer; undefined while it is not valid. */
export function subjectOf(
  { outline, predictions, input, theory }: Analysis,
  index: number,
): Subject | undefined {
  const { dataset, model, training } = outline.resolved;
  const prediction = predictions[index];
  const choice = outline.initializers[index]?.choice;
  if (!dataset || !model || !training || !prediction || !choice) return undefined;
  return { model, choice, prediction, input, normalization: dataset.normalization, training, theory };
}

/** The normalisation where it is written, else the key of the dataset. */
function datasetRange({ root, places }: Outline, otherwise: Range): Range {
  const entry = findEntry(root, 'dataset');
  if (entry === undefined) return otherwise;
  const written = findEntry(entry.value, 'normalization');
  return places.range(written?.value.span ?? entry.keySpan);
}
