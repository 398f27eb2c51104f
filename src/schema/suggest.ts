import { t } from '../shared/l10n';

/**
 * The candidate that was probably meant: the same but for case and separators (`he_normal`), else the one within
 * an edit distance of a third of the word's length.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = fold(word);
  const limit = Math.max(1, Math.floor(folded.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(folded, fold(candidate), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

const fold = (word: string): string => word.toLowerCase().replace(/[\s_-]+/g, '');

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment);
 * `limit` where it is at least that.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(last, j) + 1,
          at(row, j - 1) + 1,
          at(last, j - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, j - 2) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, row];
  }
  return Math.min(limit, at(last, b.length));
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;

/** `; did you mean "epochs"?`, else `; expected one of …` where the valid names are few. */
export function hint(word: string, candidates: readonly string[]): { text: string; suggestion?: string } {
  const suggestion = nearest(word, candidates);
  if (suggestion !== undefined) return { text: t('; did you mean "{0}"?', suggestion), suggestion };
  return { text: candidates.length === 0 ? '' : t('; expected {0}', oneOf(candidates)) };
}

const MOST_LISTED = 12;

export const oneOf = (names: readonly string[]): string =>
  names.length === 1
    ? (names[0] ?? '')
    : t('one of {0}', `${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? ', …' : ''}`);
