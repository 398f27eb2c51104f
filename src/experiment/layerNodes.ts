import { findEntry, nodeAt } from '../schema/syntax';
import type { SyntaxNode } from '../schema/syntax';

/** Layer type that holds layers of its own. */
export const RESIDUAL_LAYER = 'residual';

/** The layers that a residual block is written with; undefined for any other layer, or while there are none. */
export function branchNode(layer: SyntaxNode): SyntaxNode | undefined {
  const value = findEntry(layer, RESIDUAL_LAYER)?.value;
  const list = value?.kind === 'mapping' ? findEntry(value, 'layers')?.value : value;
  return list?.kind === 'sequence' ? list : undefined;
}

/** A layer as written and how many layers before it, in the order of the computation, are its branch. */
export interface LayerNode {
  readonly node: SyntaxNode;
  readonly branch: number;
}

/** All layers of a list in the order of the computation: those of a residual block before the block itself. */
export const layerNodes = (list: SyntaxNode | undefined): readonly LayerNode[] =>
  list?.kind !== 'sequence'
    ? []
    : list.items.flatMap((node) => {
        const inner = layerNodes(branchNode(node));
        return [...inner, { node, branch: inner.length }];
      });

/** All layers of a config. */
export const layerNodesOf = (root: SyntaxNode | undefined): readonly LayerNode[] =>
  layerNodes(nodeAt(root, ['model', 'layers']));
