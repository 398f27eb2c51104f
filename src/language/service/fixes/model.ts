import { findEntry, nodeAt } from '../../../schema/syntax';
import type { SyntaxNode } from '../../../schema/syntax';
import { t } from '../../../shared/l10n';
import { keyText, scalarText } from '../completion/snippets';
import type { ConfigDocument } from '../configDocument';
import { lineEnd } from '../lines';
import { eolOf, indentTo, insert, isFlow, isJson, replace } from './edit';
import type { Fix } from './edit';
import { insertPairs } from './required';

/** Gives the inputs mean 0 and standard deviation 1. */
export function standardizeInputs(document: ConfigDocument): Fix | undefined {
  const { outline, text } = document;
  const entry = findEntry(outline.root, 'dataset');
  if (entry === undefined || entry.value.aliased || outline.resolved.dataset?.normalization === 'standardize')
    return undefined;
  const json = isJson(document);
  const value = scalarText('standardize', { json });
  const pair = `${keyText('normalization', { json })}${value}`;
  const fix = (edit: ReturnType<typeof replace>): Fix => ({
    title: t('Standardize the inputs: mean 0, standard deviation 1'),
    edits: [edit],
  });
  const written = findEntry(entry.value, 'normalization');
  if (written !== undefined) return fix(replace(document, written.value.span, value));
  const { value: node } = entry;
  if (node.kind === 'mapping' && findEntry(node, 'source') !== undefined)
    return fix(insertPairs(document, node, [pair]));
  const source = text.slice(node.span.start, node.span.end);
  if (source.includes('\n')) return undefined;
  const isPair = node.kind === 'mapping' && !isFlow(text, node.span);
  return fix(
    replace(
      document,
      node.span,
      `{ ${keyText('source', { json })}${isPair ? `{ ${source} }` : source}, ${pair} }`,
    ),
  );
}

/** Puts a batchNorm behind every hidden layer with weights that has none yet. */
export function insertBatchNorm(document: ConfigDocument): Fix | undefined {
  const { outline } = document;
  const list = nodeAt(outline.root, ['model', 'layers']);
  if (list?.kind !== 'sequence' || list.aliased) return undefined;
  const last = outline.layers.findLastIndex(({ weights }) => isKernel(weights));
  const places = outline.layers.flatMap(({ weights, range }, index) => {
    const item = list.items.find(({ span }) => span.start === range.start.offset);
    const next = outline.layers[index + 1]?.type ?? '';
    return item && index < last && isKernel(weights) && !/Norm$/.test(next) ? [item] : [];
  });
  if (places.length === 0) return undefined;
  const name = scalarText('batchNorm', { json: isJson(document) });
  return {
    title:
      places.length === 1
        ? t('Insert batchNorm behind the hidden layer')
        : t('Insert batchNorm behind every hidden layer'),
    edits: places.map((item) => insertItem(document, list, item, name)),
  };
}

const isKernel = (weights: ConfigDocument['outline']['layers'][number]['weights']): boolean =>
  weights?.some(({ init }) => init.kind === 'kernel') ?? false;

function insertItem(
  document: ConfigDocument,
  list: SyntaxNode,
  item: SyntaxNode,
  itemText: string,
): ReturnType<typeof insert> {
  const { text } = document;
  if (isFlow(text, list.span)) return insert(document, item.span.end, `, ${itemText}`);
  const dash = text.lastIndexOf('-', item.span.start);
  return insert(document, lineEnd(text, item.span.end), `${eolOf(text)}${indentTo(text, dash)}- ${itemText}`);
}
