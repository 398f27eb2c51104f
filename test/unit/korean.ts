import { readFileSync } from 'node:fs';
import { english, translateWith, translator } from '../../src/shared/l10n';

export const KOREAN = JSON.parse(
  readFileSync(new URL('../../l10n/bundle.l10n.ko.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

/** What is made for a reader of Korean. */
export function inKorean<T>(make: () => T): T {
  translateWith(translator(KOREAN));
  try {
    return make();
  } finally {
    translateWith(english);
  }
}

/** Words of English that stand side by side: more than a name. */
export const englishIn = (text: string): readonly string[] => text.match(/[A-Za-z]{2,} [a-z]{2,}/g) ?? [];

/** Places that no value was put in. */
export const openPlaces = (text: string): readonly string[] => text.match(/\{\d+\}/g) ?? [];
