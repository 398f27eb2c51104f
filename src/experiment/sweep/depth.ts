import { layers } from '../../nn/layers/registry';
import type { Layer } from '../../nn/layers/layer';
import { valueOf } from '../../schema/check';
import type { Put } from '../../schema/put';
import { put } from '../../schema/put';
import type { Span } from '../../schema/problem';
import type { SequenceNode, SyntaxNode } from '../../schema/syntax';
import { nodeAt } from '../../schema/syntax';
import { liesIn } from '../../schema/problem';
import { t } from '../../shared/l10n';
import { branchNode } from '../layerNodes';
import { writtenChoice } from '../resolve/written';
import { experimentSchema } from '../schema/experiment';
import { layerChoice } from '../schema/model';

const registry: Readonly<Record<string, Layer>> = layers;

/**
 * A network of so many hidden layers with weights. The last of those written, with what follows it and keeps its shape
 * (activation, normalisation, dropout), is repeated, or the last ones are left out.
 */
export function withDepth(root: SyntaxNode, value: SyntaxNode): Put {
  const list = listOf(root);
  const depth = value.kind === 'scalar' ? value.value : undefined;
  if (typeof depth !== 'number' || !Number.isInteger(depth) || depth < 1 || depth > MOST_LAYERS)
    return { problem: t('expected a whole number from 1 to {0} (depth)', MOST_LAYERS) };
  const blocks = list === undefined ? [] : hiddenBlocks(list);
  const last = blocks.at(-1);
  if (list === undefined || last === undefined)
    return { problem: t('depth needs a hidden layer with weights to repeat; the network has none') };
  const left = blocks.slice(depth).flat();
  const copies = Array.from({ length: Math.max(0, depth - blocks.length) }, () =>
    last.map((index) => copyOf(list.items[index] ?? value, list.span, value.span)),
  ).flat();
  const end = Math.max(...last) + 1;
  const items = [...list.items.slice(0, end), ...copies, ...list.items.slice(end)];
  const kept = items.filter((_, index) => index >= end || !left.includes(index));
  return put(experimentSchema, root, ['model', 'layers'], { ...list, items: kept }, t('the experiment'));
}

/** Far beyond what can be trained, and an error rather than an editor that runs out of memory. */
const MOST_LAYERS = 1000;

/** All hidden layers of so many outputs. */
export function withWidth(root: SyntaxNode, value: SyntaxNode): Put {
  const list = listOf(root);
  const hidden = list && list.items.slice(0, list.items.findLastIndex(hasWeights));
  if (list === undefined || !hidden?.some(hasWeights))
    return { problem: t('width needs a hidden layer with weights; the network has none') };
  const items = list.items.map((item, index) => (index < hidden.length ? widened(item, value) : item));
  return put(experimentSchema, root, ['model', 'layers'], { ...list, items }, t('the experiment'));
}

function listOf(root: SyntaxNode): SequenceNode | undefined {
  const list = nodeAt(root, ['model', 'layers']);
  return list?.kind === 'sequence' ? list : undefined;
}

/** Places of the hidden layers with weights, each with those behind it that keep its shape. */
function hiddenBlocks({ items }: SequenceNode): readonly (readonly number[])[] {
  const weighted = items.flatMap((item, index) => (hasWeights(item) ? [index] : []));
  return weighted.slice(0, -1).map((start) => {
    const behind = items.slice(start + 1);
    const length = behind.findIndex((item) => hasWeights(item) || !keepsShape(item));
    return Array.from({ length: 1 + (length < 0 ? behind.length : length) }, (_, offset) => start + offset);
  });
}

/** A layer with a kernel, or a residual block that holds one. */
function hasWeights(item: SyntaxNode): boolean {
  const branch = branchNode(item);
  if (branch?.kind === 'sequence') return branch.items.some(hasWeights);
  return registry[writtenChoice(layerChoice, item).type ?? '']?.hasKernel === true;
}

const SAMPLE_SHAPE = [4, 4, 3];

function keepsShape(item: SyntaxNode): boolean {
  const chosen = valueOf(layerChoice, item);
  const entry = chosen && registry[chosen.type];
  const output = entry?.outputShape(chosen?.parameters ?? {}, SAMPLE_SHAPE);
  return output !== undefined && !('error' in output) && output.join() === SAMPLE_SHAPE.join();
}

function widened(item: SyntaxNode, value: SyntaxNode): SyntaxNode {
  const branch = branchNode(item);
  if (branch?.kind === 'sequence') {
    const items = branch.items.map((inner) => widened(inner, value));
    const changed = put(layerChoice, item, ['layers'], { ...branch, items }, t('layer'));
    return 'node' in changed ? changed.node : item;
  }
  const { type } = writtenChoice(layerChoice, item);
  const { hasKernel = false, primary } = registry[type ?? ''] ?? {};
  const changed = hasKernel && primary ? put(layerChoice, item, [primary], value, t('layer')) : undefined;
  return changed && 'node' in changed ? changed.node : item;
}

/**
 * Without names, which are given once. Mistakes within it are those of the depth, but for values that were swept before:
 * those do not stand where the layers do.
 */
function copyOf(node: SyntaxNode, layers: Span, span: Span): SyntaxNode {
  const place = { span: liesIn(layers, node.span) ? span : node.span, aliased: true };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...place };
    case 'sequence':
      return { ...node, ...place, items: node.items.map((item) => copyOf(item, layers, span)) };
    case 'mapping':
      return {
        ...node,
        ...place,
        entries: node.entries
          .filter(({ key }) => key !== 'name')
          .map((entry) => ({ ...entry, ...place, keySpan: span, value: copyOf(entry.value, layers, span) })),
      };
  }
}
