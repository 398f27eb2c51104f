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

/** Text that Markdown shows as it is, on one line: no markup, no link, no picture, no icon. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&:@]/g, '\\$&').replace(/\s+/g, ' ');
