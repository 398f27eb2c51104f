/** Text that Markdown shows as it is, also in a table. */
export const escape = (raw: string): string =>
  raw.replace(/[\\`*_{}[\]<>|~$#]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

/** @param rows cells as Markdown */
export const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
