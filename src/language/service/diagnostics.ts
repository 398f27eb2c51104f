import { DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Problem, Severity } from '../../schema/problem';
import type { ConfigDocument } from './configDocument';
import { toLspRange } from './positions';

/** Shown beside each message, and what diagnostics are filtered by. */
export const SOURCE = 'InitScope';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** All mistakes of a config file, in the order of the file. */
export const diagnosticsOf = ({ problems }: ConfigDocument): Diagnostic[] => problems.map(toDiagnostic);

const toDiagnostic = ({ severity, code, message, range, suggestion }: Problem): Diagnostic => ({
  range: toLspRange(range),
  severity: SEVERITY[severity],
  code,
  source: SOURCE,
  message,
  ...(suggestion === undefined ? {} : { data: { suggestion } }),
});
