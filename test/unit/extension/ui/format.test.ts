import { expect, test } from 'vitest';
import { ago, duration, escapeMarkdown, percent } from '../../../../src/extension/ui/format';

test.each([
  [NaN, ''],
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [200, '3 min 20 s'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
])('duration(%d) is "%s"', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('a percentage reaches 100 at the end only', () => {
  expect(percent(999, 1000)).toBe('99%');
  expect(percent(1000, 1000)).toBe('100%');
  expect(percent(0, 0)).toBe('0%');
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
});
