import { parseDocument } from 'yaml';
import type { YAMLError } from 'yaml';
import type { SchemaCode } from './codes';
import type { Finding } from './problem';
import type { SyntaxNode } from './syntax';
import { buildTree } from './tree';
import { yamlMessage } from './yamlMessages';

export interface ReadYaml {
  /** Absent where there is nothing but comments. */
  readonly root: SyntaxNode | undefined;
  /** What is not YAML: behind the first of these the tree is a guess. */
  readonly broken: readonly Finding<SchemaCode>[];
  /** What is YAML, and means nothing or nothing certain. */
  readonly dubious: readonly Finding<SchemaCode>[];
}

/** Reads YAML 1.2 as it stands, with the YAML library. */
export function readYaml(text: string): ReadYaml {
  const document = parseDocument(text, {
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const { root, findings } = buildTree(document.contents, text);
  const toFinding = (error: YAMLError): Finding<SchemaCode> => syntaxFinding(error, text);
  return {
    root,
    broken: document.errors.map(toFinding),
    dubious: [...document.warnings.map(toFinding), ...findings],
  };
}

const syntaxFinding = (
  { code, message, pos: [start, end] }: YAMLError,
  text: string,
): Finding<SchemaCode> => ({
  severity: 'error',
  code: 'syntax',
  message: yamlMessage({ code, message, written: text.slice(start, end) }),
  span: { start, end },
});
