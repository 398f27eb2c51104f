/** Text that Markdown shows as it is, also in a table. */
export const escape = (raw: string): string =>
  raw.replace(/[\\`*_{}[\]<>|~$#]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

/**
 * @param rows cells as Markdown
 * @param align of all columns: numbers stand at the right
 */
export const table = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  align: 'left' | 'right' = 'left',
): string => {
  const rule = align === 'left' ? '---' : '---:';
  return [titles, titles.map(() => rule), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};
