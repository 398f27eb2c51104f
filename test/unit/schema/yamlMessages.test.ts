import { expect, test } from 'vitest';
import { parseSource } from '../../../src/schema/parse';
import { englishIn, inKorean, openPlaces } from '../korean';

const messages = (text: string): readonly string[] =>
  parseSource(text).findings.map(({ message }) => message);

const BROKEN = [
  ['a bracket that is not closed', 'a: [1, 2', 'expected "]": the bracket is not closed'],
  ['a missing comma', '{"a": 1 "b": 2}', 'expected "," between two items in brackets, or'],
  ['a missing comma or colon', '{"a" 1}', 'expected "," between two items in brackets'],
  ['a missing colon', 'a: 1\nkey\n', 'expected ":" behind "key"'],
  [
    'a missing colon above',
    'key\nother: 1',
    'a key stands on one line; is ":" missing behind the text above',
  ],
  ['a key behind a key', 'a: b: c', 'a key or list within another key needs lines of its own'],
  ['a list behind a key', 'a: - 1', 'a key or list within another key needs lines of its own'],
  ['a key further to the left', 'a:\n  b: 1\n c: 2', 'expected the same indentation as the other keys'],
  ['a text that YAML keeps for itself', 'x: @foo', 'a text cannot start with "@"; put it in quotes'],
  ['a backslash in quotes', 'x: "\\q"', '\\q means nothing in double quotes; write \\\\ for a backslash'],
  ['an open quote', "a: 'x\n", "expected ' at the end of the text in quotes"],
  ['a bracket too many', '{a: 1}}', 'unexpected "}"'],
  ['text behind a text', 'a: "b" c', 'unexpected "c"'],
  ['a comment too near', 'a: "b"#c', 'expected a space before "#"'],
  ['two anchors', 'a: &x &y 1', 'a value has at most one anchor'],
  ['an anchor without name', 'a: &', 'an anchor or alias needs a name'],
  ['an unknown directive', '%FOO\n---\na: 1', 'a line that starts with "%" is a directive'],
  ['a long key', `${'a'.repeat(1100)}: 1`, 'a key has at most 1024 characters'],
] as const;

test.each(BROKEN)('%s is told in the words of configs', (_, text, expected) => {
  expect(messages(text)[0]).toContain(expected);
});

test.each(BROKEN)('%s is told in Korean', (_, text) => {
  for (const message of inKorean(() => messages(text))) {
    expect(message).toMatch(/[가-힣]/);
    expect([...englishIn(message), ...openPlaces(message)]).toEqual([]);
  }
});
