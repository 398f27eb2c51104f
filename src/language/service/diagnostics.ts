import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Diagnostic } from 'vscode-languageserver-types';
import { isHealthRule } from '../../health/registry';
import { isRuleCode } from '../rules/registry';
import { toLspRange } from './positions';
import type { ToldProblem } from './problems';

/** Shown beside each message, and what diagnostics are filtered by. */
export const SOURCE = 'InitScope';

const SEVERITY: Readonly<Record<ToldProblem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a diagnostic carries for its quick fixes. */
export interface DiagnosticData {
  readonly suggestion?: string;
  readonly initializer?: number;
}

/** @param docs address of the folder of documentation pages, with a slash at its end */
export const toDiagnostic = (
  { severity, code, message, range, suggestion, initializer }: ToldProblem,
  docs?: string,
): Diagnostic => {
  const data: DiagnosticData = {
    ...(suggestion !== undefined && { suggestion }),
    ...(initializer !== undefined && { initializer }),
  };
  return {
    range: toLspRange(range),
    severity: SEVERITY[severity],
    code,
    source: SOURCE,
    message,
    ...(docs !== undefined && { codeDescription: { href: docs + pageOf(code) } }),
    ...(Object.keys(data).length > 0 && { data }),
  };
};

/** Page and heading on which a code is explained. */
export function pageOf(code: string): string {
  if (isRuleCode(code)) return `diagnostics.md#${code}`;
  return isHealthRule(code) ? `reference/health.md#${code.toLowerCase()}` : 'reference/problems.md';
}
