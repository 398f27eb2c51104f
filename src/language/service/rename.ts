import type { Range, TextEdit } from 'vscode-languageserver-types';
import { layerNodesOf } from '../../experiment/layerNodes';
import { parseExperiment } from '../../experiment/parse';
import type { DescribeDataset } from '../../experiment/parse';
import { PER_LAYER } from '../../experiment/schema/initializers';
import type { Span } from '../../schema/problem';
import { findEntry, nodeAt } from '../../schema/syntax';
import type { ScalarNode } from '../../schema/syntax';
import { scalarText } from './completion/snippets';
import { pathOf } from './configDocument';
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

/** What a rename comes to, or why it cannot be. */
export type Renamed = { readonly edits: TextEdit[] } | { readonly refusal: string };

/**
 * Renames what stands at an offset everywhere. A name that would make a mistake of the config (taken, empty, not
 * allowed) is refused in that mistake's words.
 *
 * @param describeDataset what is known of datasets, to read the changed config with
 */
export function rename(
  document: ConfigDocument,
  offset: number,
  name: string,
  describeDataset: DescribeDataset,
): Renamed | undefined {
  const named = namedAt(document, offset);
  if (named === undefined) return undefined;
  const places = named.places.map((span) => {
    const isQuoted = document.text.charAt(span.start) === '"';
    return { span, text: scalarText(name, { json: isQuoted }) };
  });
  const refusal = newMistake(document, places, describeDataset);
  return refusal === undefined
    ? { edits: places.map(({ span, text }) => replace(document, span, text)) }
    : { refusal };
}

interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** The first error that the config has after the replacements and had not before. */
function newMistake(
  { uri, text, problems }: ConfigDocument,
  replacements: readonly Replacement[],
  describeDataset: DescribeDataset,
): string | undefined {
  const known = new Set(problems.map(({ message }) => message));
  const changed = replacements
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((rest, { span, text: by }) => rest.slice(0, span.start) + by + rest.slice(span.end), text);
  const { problems: after } = parseExperiment(changed, { path: pathOf(uri), describeDataset });
  return after.find(({ severity, message }) => severity === 'error' && !known.has(message))?.message;
}
