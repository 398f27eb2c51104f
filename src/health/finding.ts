import { t } from '../shared/l10n';
import { isPhrase, say } from '../shared/phrase';
import type { Phrase } from '../shared/phrase';
import type { HealthRuleName } from './registry';

/** `error`: this trial learns nothing of use; `warning`: it learns worse than it could; `info`: worth knowing. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type HealthSeverity = (typeof SEVERITIES)[number];

/** What happens besides the note in the run. */
export const ACTIONS = ['note', 'notify', 'stopInitializer', 'stopAll'] as const;
export type HealthAction = (typeof ACTIONS)[number];

/** The figure that a finding rests on. NaN and ±Infinity are values like any other. */
export interface HealthEvidence {
  /** Tag of the series it was taken from (`dead_fraction/dense_2`); absent for figures of the data. */
  readonly tag?: string;
  readonly value: number;
  /** What it was held against: the rule's threshold, in the unit of `value`. */
  readonly threshold: number;
  /** What the theory predicts for step 0, where it does. */
  readonly predicted?: number;
}

/**
 * What a health rule found. Findings are stored as they are made, one JSON object a line, in the run's
 * `findings.jsonl`; a rule reports once per trial, with the first step at which it held.
 *
 * For surfaces: `RunReader.findings` holds all findings of a run, oldest first, and `RunDelta.findings` those that
 * are new since the last poll; `RunSummary.findings` is the same list. Titles, explanations and sources are in
 * `healthRules[finding.rule]` (`src/health/registry.ts`). `step` and `layer` are what a click should select.
 */
export interface HealthFinding {
  readonly rule: HealthRuleName;
  readonly severity: HealthSeverity;
  /** What was done about it. */
  readonly action: HealthAction;
  /** Trial it is about; both absent where it is about the data, alike for all trials. */
  readonly initializer?: string;
  readonly seed?: number;
  /** First step at which it held. */
  readonly step: number;
  /** The layer that is worst. */
  readonly layer?: string;
  /** One sentence with the figures, in English. */
  readonly message: string;
  /** The same for every language; older runs have none. Shown by `told`. */
  readonly phrase?: Phrase;
  /** What to do about it, in English. */
  readonly advice: string;
  readonly evidence: HealthEvidence;
}

/** A finding in the language of who reads it. */
export const told = ({
  message,
  phrase,
  advice,
}: HealthFinding): { readonly message: string; readonly advice: string } => ({
  message: phrase === undefined ? message : say(phrase),
  advice: t(advice),
});

/** The same finding, made again: by a run resumed from before it, say. */
export const findingKey = ({ rule, initializer, seed }: HealthFinding): string =>
  JSON.stringify([rule, initializer, seed]);

/** One line of `findings.jsonl`, with its newline. */
export const formatFinding = (finding: HealthFinding): string =>
  `${JSON.stringify(finding, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  )}\n`;

/** Reads a line of `findings.jsonl`; undefined for one that is none, such as the torn end after a crash. */
export function parseFinding(line: string): HealthFinding | undefined {
  try {
    const value = JSON.parse(line) as Written | null;
    if (typeof value?.rule !== 'string' || typeof value.message !== 'string') return undefined;
    if (typeof value.step !== 'number' || !SEVERITIES.includes(value.severity)) return undefined;
    const { phrase, evidence, ...finding } = value;
    const { value: figure, threshold } = evidence;
    return {
      ...finding,
      ...(isPhrase(phrase) && { phrase }),
      evidence: { ...evidence, value: Number(figure), threshold: Number(threshold) },
    };
  } catch {
    return undefined;
  }
}

/** Many of them, a line each. */
export const formatFindings = (findings: readonly HealthFinding[]): string =>
  findings.map(formatFinding).join('');

/** Reads lines; those that are no findings are left out. */
export const parseFindings = (lines: string): readonly HealthFinding[] =>
  lines.split('\n').flatMap((line) => parseFinding(line) ?? []);

/** As it stands in the file: numbers that are not finite are text. */
interface Written extends Omit<HealthFinding, 'evidence'> {
  readonly evidence: Omit<HealthEvidence, 'value' | 'threshold'> & {
    readonly value: number | string;
    readonly threshold: number | string;
  };
}
