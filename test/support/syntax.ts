/** A syntax tree as text, to be compared: without where nodes come from, which is known of what was read by blocks alone. */
export const treeText = (tree: unknown): string =>
  JSON.stringify(tree, (key, value: unknown) => (key === 'origin' ? undefined : value));
