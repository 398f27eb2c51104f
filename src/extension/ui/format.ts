/** `45 s`, `3 min 20 s`, `2 h 5 min`; empty when not known. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '';
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return s % 60 === 0 ? `${minutes} min` : `${minutes} min ${s % 60} s`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Whole percent of a part, never 100 before the end. */
export function percent(done: number, total: number): string {
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

/** Text that Markdown shows as it is. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~$]/g, '\\$&');
