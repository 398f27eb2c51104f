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
  const first = judgements.findIndex((found) => found.some(({ about }) => about === 'dataset'));
  return outline.initializers.flatMap(({ head }, initializer) =>
    (judgements[initializer] ?? [])
      .filter(({ about }) => about === 'initializer' || initializer === first)
      .map(({ about, code, consequence, message }): Finding => {
        const own = about === 'initializer';
        const severity = compared && own ? soften(consequence) : consequence;
        const range = own ? head : datasetRange(outline, head);
        return { code, consequence, message, severity, initializer, range };
      }),
  );
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
