import type { Range, TextEdit } from 'vscode-languageserver-types';
import { layerNodesOf } from '../../experiment/layerNodes';
import { PER_LAYER } from '../../experiment/schema/initializers';
import type { Span } from '../../schema/problem';
import { findEntry, nodeAt } from '../../schema/syntax';
import type { ScalarNode } from '../../schema/syntax';
import { scalarText } from './completion/snippets';
import type { ConfigDocument } from './configDocument';
import { replace } from './fixes/edit';
import { toLspRange } from './positions';

/** A name that the config gives, and all places that mean it. */
interface Named {
  readonly at: Span;
  readonly places: readonly Span[];
}

/** The label of an initializer or the name of a layer at an offset, with the layer patterns that use it. */
function namedAt({ outline: { root, layers } }: ConfigDocument, offset: number): Named | undefined {
  const touches = ({ start, end }: Span): boolean => offset >= start && offset <= end;
  const list = nodeAt(root, ['initializers']);
  const items = list?.kind === 'sequence' ? list.items : [];
  const label = items
    .map((item) => findEntry(item, 'label')?.value)
    .find((node): node is ScalarNode => node?.kind === 'scalar' && !node.aliased && touches(node.span));
  if (label !== undefined) return { at: label.span, places: [label.span] };

  const patterns = items.flatMap((item) => {
    const content = findEntry(item, PER_LAYER)?.value;
    return content?.kind === 'mapping' ? content.entries.filter(({ aliased }) => !aliased) : [];
  });
  const written = layerNodesOf(root).map(({ node: item }, index) => {
    const [entry] = item.kind === 'mapping' ? item.entries : [];
    const node = entry && findEntry(entry.value, 'name')?.value;
    return node?.kind === 'scalar' && !node.aliased
      ? { name: layers[index]?.name, span: node.span }
      : undefined;
  });
  const pattern = patterns.find(({ keySpan }) => touches(keySpan));
  const layer = written.find((one) => one && (touches(one.span) || one.name === pattern?.key));
  if (layer?.name === undefined) return undefined;
  const uses = patterns.filter(({ key }) => key === layer.name).map(({ keySpan }) => keySpan);
  return { at: pattern?.keySpan ?? layer.span, places: [layer.span, ...uses] };
}

/** Where the name to change stands; undefined where there is none. */
export function renameRange(document: ConfigDocument, offset: number): Range | undefined {
  const named = namedAt(document, offset);
  return named && toLspRange(document.outline.places.exactRange(named.at));
}

export function renameEdits(document: ConfigDocument, offset: number, name: string): TextEdit[] | undefined {
  return namedAt(document, offset)?.places.map((span) => {
    const isQuoted = document.text.charAt(span.start) === '"';
    return replace(document, span, scalarText(name, { json: isQuoted }));
  });
}
