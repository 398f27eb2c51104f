import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Span } from '../../../schema/problem';
import { t } from '../../../shared/l10n';
import { rules } from '../../rules/registry';
import { ignoredCodeAt } from '../silence';
import type { Candidate } from './candidates';

/** Codes of findings, within a comment that silences them. */
export function codeCandidates(
  text: string,
  offset: number,
): { readonly candidates: Candidate[]; readonly word: Span } | undefined {
  const word = ignoredCodeAt(text, offset);
  return (
    word && {
      word,
      candidates: Object.entries(rules).map(([code, { title, doc }]) => ({
        label: code,
        kind: CompletionItemKind.Constant,
        detail: t(title),
        doc: t(doc),
        insert: code,
      })),
    }
  );
}
