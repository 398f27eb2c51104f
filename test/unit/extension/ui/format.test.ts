import { expect, test } from 'vitest';
import { ago, escapeMarkdown, progressPercent } from '../../../../src/extension/ui/format';

test('a percentage reaches 100 at the end only', () => {
  expect(progressPercent(999, 1000)).toBe('99%');
  expect(progressPercent(1000, 1000)).toBe('100%');
  expect(progressPercent(0, 0)).toBe('0%');
});

test.each([
  [30, 'just now'],
  [60, '1 minute ago'],
  [3 * 3600, '3 hours ago'],
  [26 * 3600, '1 day ago'],
  [800 * 86400, '2 years ago'],
])('%d seconds is "%s"', (seconds, text) => {
  expect(ago(0, seconds * 1000)).toBe(text);
});

test('Markdown in names is shown, not rendered', () => {
  expect(escapeMarkdown('a_b*[x](y)')).toBe('a\\_b\\*\\[x\\]\\(y\\)');
  expect(escapeMarkdown('<img onerror=1> &lt; $(bug)')).toBe('&lt;img onerror=1&gt; &amp;lt; \\$\\(bug\\)');
  expect(escapeMarkdown('https://evil.example')).toBe('https\\://evil\\.example');
  expect(escapeMarkdown('a\n\n# b')).toBe('a \\# b');
});
