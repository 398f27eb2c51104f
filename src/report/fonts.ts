/** Lists the fonts beside it, see `FontFile`. */
export const FONT_INDEX = 'index.json';

/** A font that pictures are drawn with, and the characters that it has. */
export interface FontFile {
  readonly name: string;
  /** Runs of code points, in ascending order, both ends included. */
  readonly characters: readonly (readonly [first: number, last: number])[];
}

/**
 * The fonts that it takes to draw a text, the first that has a character drawing it.
 * @returns undefined when a character is in none of them
 */
export function fontsFor(text: string, fonts: readonly FontFile[]): readonly FontFile[] | undefined {
  const needed = new Set<FontFile>();
  for (const character of new Set(text)) {
    if (/\s/.test(character)) continue;
    const code = character.codePointAt(0) ?? 0;
    const font = fonts.find(({ characters }) =>
      characters.some(([first, last]) => first <= code && code <= last),
    );
    if (font === undefined) return undefined;
    needed.add(font);
  }
  return fonts.filter((font) => needed.has(font));
}
