import type { Node } from './node';

/** Rows that differ between two trees, each with all that is below it; undefined where the top rows are others. */
export function changedRows(before: readonly Node[], after: readonly Node[]): readonly Node[] | undefined {
  const pairs = after.flatMap((node, index) => {
    const old = before[index];
    return old?.id === node.id ? [{ old, node }] : [];
  });
  if (before.length !== after.length || pairs.length < after.length) return undefined;
  return pairs.flatMap(({ old, node }) => {
    const within = faceOf(old) === faceOf(node) ? changedRows(old.children, node.children) : undefined;
    return within ?? [node];
  });
}

/** All that is shown of a row itself. */
const faceOf = (node: Node): string => JSON.stringify({ ...node, children: [] });
