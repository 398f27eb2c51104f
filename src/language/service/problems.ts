import type { Problem, Severity } from '../../schema/problem';
import type { Analysis } from '../analysis';
import { findingsOf } from '../rules/findings';
import type { ConfigDocument } from './configDocument';
import { silencedLines } from './silence';

/** What a person is told about a config. */
export interface ToldProblem extends Omit<Problem, 'severity'> {
  /** `hint`: could be better. */
  readonly severity: Severity | 'hint';
  /** For a finding of the theory, the entry of `initializers` that it is about. */
  readonly initializer?: number;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * All mistakes of a config, all findings of the theory and of its last run, in the order of the file, without those
 * that the file or the settings silence. A mistake that keeps the file from being used cannot be silenced.
 */
export function problemsOf(
  { text, problems }: Pick<ConfigDocument, 'text' | 'problems'>,
  analysis: Analysis,
  ignored: ReadonlySet<string> = NONE,
  ofLastRun: readonly ToldProblem[] = [],
): ToldProblem[] {
  const silenced = silencedLines(text);
  const isTold = ({ code, range }: ToldProblem): boolean =>
    !ignored.has(code) && silenced.get(range.start.line)?.has(code) !== true;
  const findings = [...findingsOf(analysis), ...ofLastRun];
  const all = [...problems, ...findings];
  const told =
    ignored.size === 0 && silenced.size === 0
      ? all
      : [
          ...problems.filter((problem) => problem.severity === 'error' || isTold(problem)),
          ...findings.filter(isTold),
        ];
  return told.sort((a, b) => a.range.start.offset - b.range.start.offset);
}
