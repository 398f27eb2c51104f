import { DatasetKnowledge } from '../../../../src/language/service/datasetKnowledge';
import { parseConfig } from '../../../../src/language/service/configDocument';
import type { ConfigDocument } from '../../../../src/language/service/configDocument';
import { toDiagnostic } from '../../../../src/language/service/diagnostics';
import { problemsOf } from '../../../../src/language/service/problems';
import { advance } from '../../../../src/language/service/state';
import type { ConfigState } from '../../../../src/language/service/state';
import type { Diagnostic } from 'vscode-languageserver-types';

export const CONFIG = `\
name: digits
dataset: mnist-embedded
model:
  layers: [flatten, { dense: 32 }, { dense: 10 }]
  activation: relu

initializers:
  - heNormal
  - randomNormal: { stddev: 0.01 }
training:
  epochs: 1
`;

export const URI = 'file:///w/digits.initscope.yaml';

export const registeredOnly = new DatasetKnowledge(
  () => Promise.reject(new Error('no files here')),
  () => 0,
);

export const read = (text: string): ConfigDocument => parseConfig(URI, 1, text, registeredOnly.describe);

export const stateOf = (text: string): ConfigState => advance(read(text));

/** All that is told of a config, as an editor shows it. */
export function diagnose(text: string, ignored?: ReadonlySet<string>): Diagnostic[] {
  const { document, analysis } = stateOf(text);
  return problemsOf(document, analysis, ignored).map((problem) => toDiagnostic(problem));
}
