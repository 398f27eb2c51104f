import type { Range, TextEdit } from 'vscode-languageserver-types';
import { layerNodesOf } from '../../experiment/layerNodes';
import { parseExperiment } from '../../experiment/parse';
import type { DescribeDataset } from '../../experiment/parse';
import { experimentSchema } from '../../experiment/schema/experiment';
import { childrenOf, placeOf, rootPlace } from '../../schema/locate';
import type { Place } from '../../schema/locate';
import type { Span } from '../../schema/problem';
import { formFor } from '../../schema/read';
import { findEntry, nodeAt } from '../../schema/syntax';
import type { ScalarNode, SyntaxNode } from '../../schema/syntax';
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

/** A layer meant by its name. */
interface LayerUse {
  readonly name: string;
  readonly span: Span;
}

/**
 * Where layers are meant by name: as keys (initializers, optimizers) and in lists (`freeze`). Not in the list of what is
 * reused, which is called so in the other network as well.
 */
function layerUses(root: SyntaxNode | undefined): readonly LayerUse[] {
  const usesIn = (place: Place): readonly LayerUse[] => {
    const form = place.schema.kind === 'forms' ? formFor(place.schema, place.node) : place.schema;
    return childrenOf(place).flatMap((child) => {
      const { entry } = child;
      const own =
        form?.kind === 'map' && entry && !entry.aliased ? [{ name: entry.key, span: entry.keySpan }] : [];
      return [...own, ...usesAt(placeOf(place, child))];
    });
  };
  const usesAt = (place: Place): readonly LayerUse[] => {
    const { node, schema, path } = place;
    if (node.kind !== 'scalar') return usesIn(place);
    const form = schema.kind === 'forms' ? formFor(schema, node) : schema;
    const isName = form?.kind === 'string' && form.names === 'layers' && path[0] !== 'transfer';
    return isName && typeof node.value === 'string' && !node.aliased
      ? [{ name: node.value, span: node.span }]
      : [];
  };
  return root === undefined ? [] : usesIn(rootPlace(experimentSchema, root));
}

/** The label of an initializer or the name of a layer at an offset, with all that means it. */
function namedAt({ outline: { root, layers } }: ConfigDocument, offset: number): Named | undefined {
  const touches = ({ start, end }: Span): boolean => offset >= start && offset <= end;
  const list = nodeAt(root, ['initializers']);
  const items = list?.kind === 'sequence' ? list.items : [];
  const label = items
    .map((item) => findEntry(item, 'label')?.value)
    .find((node): node is ScalarNode => node?.kind === 'scalar' && !node.aliased && touches(node.span));
  if (label !== undefined) return { at: label.span, places: [label.span] };

  const uses = layerUses(root);
  const written = layerNodesOf(root).map(({ node: item }, index) => {
    const [entry] = item.kind === 'mapping' ? item.entries : [];
    const node = entry && findEntry(entry.value, 'name')?.value;
    return node?.kind === 'scalar' && !node.aliased
      ? { name: layers[index]?.name, span: node.span }
      : undefined;
  });
  const use = uses.find(({ span }) => touches(span));
  const layer = written.find((one) => one && (touches(one.span) || one.name === use?.name));
  if (layer?.name === undefined) return undefined;
  const places = uses.filter(({ name }) => name === layer.name).map(({ span }) => span);
  return { at: use?.span ?? layer.span, places: [layer.span, ...places] };
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
