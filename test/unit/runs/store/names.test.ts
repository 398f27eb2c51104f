import { describe, expect, test } from 'vitest';
import { createStream } from '../../../../src/random/stream';
import { labelsByFolder } from '../../../../src/runs/store/layout';
import { fromSegment, toSegment } from '../../../../src/runs/store/names';

describe('toSegment', () => {
  test.each([
    ['heNormal', 'heNormal'],
    ['randomNormal(stddev=0.01)', 'randomNormal(stddev=0.01)'],
    ['Größe 損失', 'Größe 損失'],
    ['', '%'],
    ['..', '%2E%2E'],
    ['.hidden', '%2Ehidden'],
    ['a/b\\c', 'a%2Fb%5Cc'],
    ['100%', '100%25'],
    ['ends with a dot.', 'ends with a dot%2E'],
    [' spaces ', '%20spaces%20'],
    ['con', '%63on'],
    ['LPT1.txt', '%4CPT1.txt'],
    ['a\0\n', 'a%00%0A'],
    ['😀', '%F0%9F%98%80'],
    ['e\u0301', 'e%CC%81'],
    ['\ud800', '%uD800'],
  ])('%j is the folder %j, and back', (label, segment) => {
    expect(toSegment(label)).toBe(segment);
    expect(fromSegment(segment)).toBe(label);
  });

  test('a folder name that a file system decomposed is still its label', () => {
    expect(fromSegment('Größe'.normalize('NFD'))).toBe('Größe');
    expect(labelsByFolder(['Größe'])('Größe'.normalize('NFD'))).toBe('Größe');
  });

  test('any string comes back from a legal, distinct folder name', () => {
    const stream = createStream(1, 'labels');
    const alphabet = [
      ...Array.from('aA0.% /\\:*?"<>|~u'),
      '\ud800',
      '\udc00',
      'é',
      'e\u0301',
      '損',
      '\u0000',
      'con',
      'nul.',
    ];
    const seen = new Map<string, string>();
    for (let i = 0; i < 5000; i++) {
      const label = Array.from(
        { length: stream.below(7) },
        () => alphabet[stream.below(alphabet.length)],
      ).join('');
      const segment = toSegment(label);
      expect(fromSegment(segment)).toBe(label);
      expect(segment).not.toMatch(/[<>:"/\\|?*\p{Cc}]|^[. ]|[. ]$|^(con|nul)(\.|$)/iu);
      expect(seen.get(segment) ?? label).toBe(label);
      seen.set(segment, label);
    }
  });

  test('a label too long for a file name is cut, stays distinct, and is found by the known labels', () => {
    const labels = ['x', 'y'].map((end) => '損/'.repeat(200) + end);
    const segments = labels.map(toSegment);
    expect(new Set(segments).size).toBe(2);
    for (const segment of segments) expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(200);
    expect(segments.map(labelsByFolder(labels))).toEqual(labels);
  });
});
