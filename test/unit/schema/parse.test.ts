import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../src/schema/parse';
import { placesIn } from '../../../src/schema/source';
import { findEntry, nodeAt } from '../../../src/schema/syntax';
import { line } from './checked';

const problems = (text: string): string[] => parseSource(text).findings.map(placesIn(text).problem).map(line);

const scalar = (text: string, ...path: (string | number)[]): unknown => {
  const node = nodeAt(parseSource(text).root, path);
  return node?.kind === 'scalar' ? node.value : node?.kind;
};

describe('parseSource', () => {
  it('reads YAML and JSON into the same values', () => {
    expect(scalar('a:\n  - 1e-3\n  - x\n', 'a', 0)).toBe(0.001);
    expect(scalar('{\n\t"a": [0.001, "x"]\n}', 'a', 1)).toBe('x');
  });

  it('reads an empty file and one of comments as nothing', () => {
    expect(parseSource('')).toMatchObject({ findings: [] });
    expect(parseSource('# only a comment\n').root).toBeUndefined();
  });

  it('takes CRLF and a byte order mark', () => {
    const text = '\uFEFFa: 1\r\nb: \r\n  - x\r\n';
    expect(problems(text)).toEqual([]);
    expect(scalar(text, 'b', 0)).toBe('x');
    const span = findEntry(parseSource(text).root, 'a')?.keySpan ?? { start: -1, end: -1 };
    expect(placesIn(text).range(span).start).toEqual({ offset: 1, line: 1, column: 1 });
  });

  it.each([
    ['a tab as indent', 'a:\n\tb: 1\n', ['2:1 syntax: tabs cannot indent YAML; use spaces']],
    ['an unclosed quote', 'a: "x\n', [`2:1 syntax: expected " at the end of the text in quotes`]],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      ['2:1 syntax: a file holds one experiment; expected its end, found a second document'],
    ],
    ['an unknown tag', 'a: !foo 3\n', ['1:4 syntax: unknown tag "!foo"']],
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', ['3:1 duplicate-key: duplicate key "a"; it was given before']],
    ['a list as key', '? [a]\n: 1\n', ['1:3 bad-key: expected a key of plain text']],
    ['an unknown alias', 'a: *x\n', ['1:4 alias: alias *x has no anchor &x before it']],
    ['a cyclic alias', 'a: &x\n  b: *x\n', ['2:6 alias: alias *x stands inside what it refers to']],
    ['a merge of a text', 'a:\n  <<: x\n', ['2:3 wrong-type: expected a mapping to merge (<<)']],
  ])('locates %s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('resolves aliases and merge keys, the keys beside them first', () => {
    const text = 'base: &b {x: 1, y: 2}\nsame: *b\nmore:\n  <<: *b\n  y: 3\n';
    expect(scalar(text, 'same', 'x')).toBe(1);
    expect(scalar(text, 'more', 'x')).toBe(1);
    expect(scalar(text, 'more', 'y')).toBe(3);
  });

  it('gives what came through an alias the place of the alias', () => {
    const text = 'base: &b {x: 1}\nsame: *b\n';
    const node = nodeAt(parseSource(text).root, ['same', 'x']);
    expect(node).toMatchObject({ aliased: true, span: { start: 22, end: 24 } });
  });

  it('stops an alias bomb', () => {
    const levels = Array.from({ length: 20 }, (_, i) =>
      i === 0
        ? 'a0: &a0 [x, x, x, x, x]'
        : `a${i}: &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(', ')}]`,
    );
    expect(problems(levels.join('\n'))[0]).toMatch(
      /^\d+:\d+ alias: aliases expand to more than 10000 values$/,
    );
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['indentation', Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['length', 'x'.repeat(1_000_001)],
  ])('refuses a file that is too large in %s', (_, text) => {
    expect(parseSource(text).findings.map(({ code }) => code)).toEqual(['too-large']);
  });

  it('says from where on the tree is a guess', () => {
    expect(parseSource('a: 1\nb: [1,\n  # c\n').soundUntil).toBe(5);
    expect(parseSource('a: [1\nb: 2\n').soundUntil).toBe(0);
    expect(parseSource('a: 1\n').soundUntil).toBe(Infinity);
  });
});
