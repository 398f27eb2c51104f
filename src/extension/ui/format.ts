import { t } from './l10n';

/** Whole percent of a part, never 100 before the end. */
export function progressPercent(done: number, total: number): string {
  if (total <= 0) return '0%';
  return `${done >= total ? 100 : Math.min(99, Math.floor((100 * done) / total))}%`;
}

/** `5 minutes ago`; both in milliseconds since the epoch. */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 60) return t('just now');
  const steps: [number, string, (count: number) => string][] = [
    [60, t('1 minute ago'), (count) => t('{0} minutes ago', count)],
    [24, t('1 hour ago'), (count) => t('{0} hours ago', count)],
    [30, t('1 day ago'), (count) => t('{0} days ago', count)],
    [12, t('1 month ago'), (count) => t('{0} months ago', count)],
    [Infinity, t('1 year ago'), (count) => t('{0} years ago', count)],
  ];
  let count = seconds / 60;
  for (const [size, single, several] of steps) {
    const whole = Math.floor(count);
    if (whole < size) return whole === 1 ? single : several(whole);
    count /= size;
  }
  return '';
}

/** Where a backslash does not do: the editor makes plain text of tooltips, and cleans what looks like HTML from that. */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that Markdown shows as it is, on one line: no markup, no link, no picture, no icon. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|~$:@&<>]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`).replace(/\s+/g, ' ');
