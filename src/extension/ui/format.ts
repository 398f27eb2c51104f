/** Whole percent of a part, never 100 before the end. */
export function progressPercent(done: number, total: number): string {
  if (total <= 0) return '0%';
  return `${done >= total ? 100 : Math.min(99, Math.floor((100 * done) / total))}%`;
}

/** `5 minutes ago`; both in milliseconds since the epoch. */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 60) return 'just now';
  const steps: [number, string][] = [
    [60, 'minute'],
    [24, 'hour'],
    [30, 'day'],
    [12, 'month'],
    [Infinity, 'year'],
  ];
  let count = seconds / 60;
  for (const [size, unit] of steps) {
    const whole = Math.floor(count);
    if (whole < size) return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
    count /= size;
  }
  return '';
}

/** Where a backslash does not do: the editor makes plain text of tooltips, and cleans what looks like HTML from that. */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that Markdown shows as it is, on one line: no markup, no link, no picture, no icon. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|~$:@&<>]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`).replace(/\s+/g, ' ');
