import { FoldingRangeKind } from 'vscode-languageserver-types';
import type { FoldingRange } from 'vscode-languageserver-types';
import type { Span } from '../../schema/problem';
import type { SyntaxNode } from '../../schema/syntax';
import type { ConfigDocument } from './configDocument';

/** Sections, items and brackets that take more than one line, and comments of several lines. */
export function foldingOf({ text, outline: { root, places } }: ConfigDocument): FoldingRange[] {
  const found = new Map<number, FoldingRange>();
  const fold = (span: Span): void => {
    const { start, end } = places.exactRange(span);
    const known = found.get(start.line);
    if (end.line > start.line && (known === undefined || known.endLine < end.line - 1))
      found.set(start.line, { startLine: start.line - 1, endLine: end.line - 1 });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.aliased || node.kind === 'scalar') return;
    const parts = node.kind === 'sequence' ? node.items : node.entries;
    for (const part of parts) {
      if (part.aliased) continue;
      fold(part.span);
      visit(
        'value' in part && typeof part.value === 'object' && part.value !== null
          ? part.value
          : (part as SyntaxNode),
      );
    }
  };
  if (root !== undefined) visit(root);
  return [...found.values(), ...comments(text)].sort((a, b) => a.startLine - b.startLine);
}

function comments(text: string): FoldingRange[] {
  const lines = text.split('\n').map((line) => /^\s*#/.test(line));
  return lines.flatMap((isComment, startLine) => {
    if (!isComment || lines[startLine - 1] === true) return [];
    const after = lines.findIndex((other, index) => index > startLine && !other);
    const endLine = (after < 0 ? lines.length : after) - 1;
    return endLine > startLine ? [{ startLine, endLine, kind: FoldingRangeKind.Comment }] : [];
  });
}
