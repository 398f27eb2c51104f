import { CodeActionKind } from 'vscode-languageserver-types';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
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

type Carry = (document: ConfigDocument, index: number, subject: Subject) => Fix | undefined;

const REMEDIES: Readonly<Record<Remedy, Carry>> = {
  fittingInitializer: useFitting,
  criticalScale: setCriticalScale,
  standardize: (document) => standardizeInputs(document),
  batchNorm: (document) => insertBatchNorm(document),
};

/** Ways to mend the problems at hand, and to silence the findings of the theory. */
export const codeActionsOf = (state: ConfigState, diagnostics: readonly Diagnostic[]): CodeAction[] =>
  diagnostics.flatMap((diagnostic) =>
    fixesOf(state, diagnostic).map(({ title, edits, preferred }): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: { changes: { [state.document.uri]: [...edits] } },
      ...(preferred === true && { isPreferred: true }),
    })),
  );

function fixesOf(state: ConfigState, diagnostic: Diagnostic): Fix[] {
  const { document } = state;
  const { code, range } = diagnostic;
  const data = (diagnostic.data ?? {}) as DiagnosticData;
  const start = offsetOf(document.text, range.start);
  const found: (Fix | undefined)[] = [
    data.suggestion === undefined ? undefined : useSuggestion(document, diagnostic, data.suggestion),
    code === 'missing-key' ? fillRequired(document, start, textOf(diagnostic.message)) : undefined,
    ...(isRuleCode(code) ? remediesOf(state, rules[code], data.initializer ?? 0) : []),
    ...(isRuleCode(code) && !isJson(document) ? [silence(document, code, start)] : []),
  ];
  return found.filter((fix) => fix !== undefined);
}

function remediesOf(
  { document, analysis }: ConfigState,
  { remedies }: Rule,
  index: number,
): (Fix | undefined)[] {
  const subject = subjectOf(analysis, index);
  return subject === undefined ? [] : remedies.map((remedy) => REMEDIES[remedy](document, index, subject));
}

const textOf = (message: Diagnostic['message']): string =>
  typeof message === 'string' ? message : message.value;

/** Writes the nearest valid name, quoted as the wrong one was. */
function useSuggestion(document: ConfigDocument, { range }: Diagnostic, suggestion: string): Fix {
  const span = { start: offsetOf(document.text, range.start), end: offsetOf(document.text, range.end) };
  const [quote] = /^["']/.exec(document.text.slice(span.start, span.end)) ?? [''];
  return {
    title: `Change to ${suggestion}`,
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
    title: `Silence ${code} here`,
    edits: [insert(document, start, `${indent}# ${IGNORE} ${code}${eolOf(text)}`)],
  };
}
