import { SymbolKind } from 'vscode-languageserver-types';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { formatShape } from '../../nn/shape';
import type { Range } from '../../schema/problem';
import type { MappingEntry } from '../../schema/syntax';
import type { ConfigDocument } from './configDocument';
import { toLspRange } from './positions';

/** The sections; layers by name and shape, initializers by label. */
export function symbolsOf({ outline }: ConfigDocument): DocumentSymbol[] {
  const { root, places } = outline;
  if (root?.kind !== 'mapping') return [];
  return root.entries
    .filter(({ aliased }) => !aliased)
    .map((entry) => {
      const children = childrenOf(outline, entry);
      return {
        name: entry.key === '' ? '…' : entry.key,
        kind: SymbolKind.Module,
        range: toLspRange(places.exactRange(entry.span)),
        selectionRange: toLspRange(places.exactRange(entry.keySpan)),
        ...(children.length > 0 && { children }),
      };
    });
}

function childrenOf(outline: ConfigDocument['outline'], { key, span }: MappingEntry): DocumentSymbol[] {
  const isInside = ({ start, end }: Range): boolean => start.offset >= span.start && end.offset <= span.end;
  const symbol = (name: string, kind: SymbolKind, range: Range, detail?: string): DocumentSymbol[] =>
    name.trim() !== '' && isInside(range)
      ? [
          {
            name,
            kind,
            range: toLspRange(range),
            selectionRange: toLspRange(range),
            ...(detail && { detail }),
          },
        ]
      : [];
  if (key === 'model')
    return outline.layers.flatMap(({ name, range, outputShape }) =>
      symbol(name ?? '', SymbolKind.Object, range, outputShape && formatShape(outputShape)),
    );
  if (key === 'initializers')
    return outline.initializers.flatMap(({ label, range }) =>
      symbol(label ?? '', SymbolKind.Variable, range),
    );
  return [];
}
