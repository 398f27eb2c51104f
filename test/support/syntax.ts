/** A syntax tree to be compared: without where nodes come from, which is known of what was read by blocks alone. */
export const withoutOrigins = (tree: unknown): unknown =>
  JSON.parse(JSON.stringify(tree ?? null, (key, value: unknown) => (key === 'origin' ? undefined : value)));
