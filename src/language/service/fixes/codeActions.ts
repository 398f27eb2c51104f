import { CodeActionKind } from 'vscode-languageserver-types';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import { t } from '../../../shared/l10n';
import { subjectOf } from '../../rules/findings';
import { isRuleCode, rules } from '../../rules/registry';
import type { Remedy, Rule, Subject } from '../../rules/rule';
import type { ConfigDocument } from '../configDocument';
import type { DiagnosticData } from '../diagnostics';
import { lineStart } from '../lines';
import { offsetOf } from '../positions';
import type { ConfigState } from '../state';
import { IGNORE } from '../silence';
import { eolOf, insert, isJson, replace } from './edit';
import type { Fix } from './edit';
import { setCriticalScale, useFitting } from './initializer';
import { insertBatchNorm, standardizeInputs } from './model';
import { fillRequired } from './required';

type Mend = (state: ConfigState, diagnostic: Diagnostic) => Fix | undefined;
type Carry = (document: ConfigDocument, index: number, subject: Subject) => Fix | undefined;

/** Carries out a remedy where the rule that found something names it. */
const remedy =
  (name: Remedy, carry: Carry): Mend =>
  ({ document, analysis }, { code, data }) => {
    if (!isRuleCode(code)) return undefined;
    const rule: Rule = rules[code];
    const index = dataOf(data).initializer ?? 0;
    const subject = rule.remedies.includes(name) ? subjectOf(analysis, index) : undefined;
    return subject && carry(document, index, subject);
  };

/** All quick fixes, in the order in which they are offered. */
export const FIXES = {
  nearestName({ document }, diagnostic) {
    const { suggestion } = dataOf(diagnostic.data);
    return suggestion === undefined ? undefined : useSuggestion(document, diagnostic, suggestion);
  },
  fillRequired: ({ document }, { code, range, message }) =>
    code === 'missing-key'
      ? fillRequired(document, offsetOf(document.text, range.start), textOf(message))
      : undefined,
  fittingInitializer: remedy('fittingInitializer', useFitting),
  criticalScale: remedy('criticalScale', setCriticalScale),
  standardize: remedy('standardize', standardizeInputs),
  batchNorm: remedy('batchNorm', insertBatchNorm),
  silence: ({ document }, { code, range }) =>
    isRuleCode(code) && !isJson(document)
      ? silence(document, code, offsetOf(document.text, range.start))
      : undefined,
} as const satisfies Readonly<Record<string, Mend>> & Readonly<Record<Remedy, Mend>>;

const dataOf = (data: unknown): DiagnosticData => data ?? {};

/** Ways to mend the problems at hand, and to silence the findings of the theory. */
export const codeActionsOf = (state: ConfigState, diagnostics: readonly Diagnostic[]): CodeAction[] =>
  diagnostics.flatMap((diagnostic) =>
    Object.values(FIXES)
      .map((mend: Mend) => mend(state, diagnostic))
      .filter((fix) => fix !== undefined)
      .map(({ title, edits, preferred }): CodeAction => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        edit: { changes: { [state.document.uri]: [...edits] } },
        ...(preferred === true && { isPreferred: true }),
      })),
  );

const textOf = (message: Diagnostic['message']): string =>
  typeof message === 'string' ? message : message.value;

/** Writes the nearest valid name, quoted as the wrong one was. */
function useSuggestion(document: ConfigDocument, { range }: Diagnostic, suggestion: string): Fix {
  const span = { start: offsetOf(document.text, range.start), end: offsetOf(document.text, range.end) };
  const [quote] = /^["']/.exec(document.text.slice(span.start, span.end)) ?? [''];
  return {
    title: t('Change to {0}', suggestion),
    edits: [replace(document, span, `${quote}${suggestion}${quote}`)],
    preferred: true,
  };
}

/** A comment above the line. */
function silence(document: ConfigDocument, code: string, offset: number): Fix {
  const { text } = document;
  const start = lineStart(text, offset);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return {
    title: t('Silence {0} here', code),
    edits: [insert(document, start, `${indent}# ${IGNORE} ${code}${eolOf(text)}`)],
  };
}
