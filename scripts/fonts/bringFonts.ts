import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FONT_INDEX } from '../../src/report/fonts';
import type { FontFile } from '../../src/report/fonts';
import { codePointsOf, sfntOf } from './sfnt';

const LATIN = 'node_modules/dejavu-fonts-ttf';
const KOREAN = 'node_modules/@fontsource/nanum-gothic';

/**
 * Brings the fonts of the reports' pictures to a folder, with an index of the characters that each has: DejaVu Sans, and
 * of Nanum Gothic the parts that hold what our Korean texts are written with, which are those of the commonest syllables.
 */
export async function bringFonts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const latin = 'DejaVuSans.ttf';
  const bytes = await readFile(join(LATIN, 'ttf', latin));
  const files = [{ name: latin, bytes }, ...(await koreanParts(new Set(codePointsOf(bytes))))];
  const index = files.map(({ name, bytes }): FontFile => ({ name, characters: runsOf(codePointsOf(bytes)) }));
  await Promise.all([
    ...files.map(({ name, bytes }) => writeFile(join(folder, name), bytes)),
    writeFile(join(folder, FONT_INDEX), JSON.stringify(index)),
    cp(join(LATIN, 'LICENSE'), join(folder, 'DejaVuSans-LICENSE.txt')),
    cp(join(KOREAN, 'LICENSE'), join(folder, 'NanumGothic-LICENSE.txt')),
  ]);
}

/** @param had code points that need no other font */
async function koreanParts(had: ReadonlySet<number>): Promise<readonly { name: string; bytes: Buffer }[]> {
  const texts = await readFile('l10n/bundle.l10n.ko.json', 'utf8');
  const wanted = new Set(Array.from(texts, codePoint).filter((code) => !had.has(code)));
  // as Fontsource names them: "[0]" to "[119]" are parts of the Korean script, the rest subsets that we have
  const numbers = Object.keys(JSON.parse(await readFile(join(KOREAN, 'unicode.json'), 'utf8')) as object)
    .map((key) => /^\[(\d+)\]$/.exec(key)?.[1])
    .filter((number) => number !== undefined);
  const parts = await Promise.all(
    numbers.map(async (number) => ({
      name: `NanumGothic-${number}.ttf`,
      bytes: sfntOf(await readFile(join(KOREAN, 'files', `nanum-gothic-${number}-400-normal.woff`))),
    })),
  );
  return parts.filter(({ bytes }) => codePointsOf(bytes).some((code) => wanted.has(code)));
}

const codePoint = (character: string): number => character.codePointAt(0) ?? 0;

/** @param codes in ascending order */
function runsOf(codes: readonly number[]): FontFile['characters'] {
  const runs: [number, number][] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else runs.push([code, code]);
  }
  return runs;
}
