import { parseDocument } from 'yaml';
import type { YAMLError } from 'yaml';
import { t } from '../shared/l10n';
import type { SchemaCode } from './codes';
import type { Finding } from './problem';
import type { SyntaxNode } from './syntax';
import { buildTree } from './tree';

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
  return {
    root,
    broken: document.errors.map(syntaxFinding),
    dubious: [...document.warnings.map(syntaxFinding), ...findings],
  };
}

const syntaxFinding = ({ code, message, pos: [start, end] }: YAMLError): Finding<SchemaCode> => ({
  severity: 'error',
  code: 'syntax',
  message:
    code === 'TAB_AS_INDENT'
      ? t('tabs cannot indent YAML; use spaces')
      : code === 'MULTIPLE_DOCS'
        ? t('a file holds one experiment; expected its end, found a second document')
        : lowerFirst(message.split('\n', 1)[0] ?? message),
  span: { start, end },
});

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
