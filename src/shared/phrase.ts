import { t } from './l10n';
import type { Translate } from './l10n';

/**
 * What is said once it is known to whom: a message, and the values of its places. It is plain JSON, so that what is
 * kept or sent by a process that knows no reader can still be read in the reader's language.
 */
export interface Phrase {
  readonly message: string;
  readonly values: readonly PhraseValue[];
}

/** A name or figure as it is, or words with a translation of their own. */
type PhraseValue = string | number | Phrase;

/** Deeper than any that is made: what a file holds may be anything. */
const DEEPEST = 4;

/** The message is one of those that `l10n/` translates, as is that of `t`. */
export const phrase = (message: string, ...values: readonly PhraseValue[]): Phrase => ({ message, values });

/** A phrase in words. @param translate into which language; the editor's unless said otherwise */
export const say = ({ message, values }: Phrase, translate: Translate = t): string =>
  translate(message, ...values.map((value) => (typeof value === 'object' ? say(value, translate) : value)));

export const isPhrase = (value: unknown, depth = DEEPEST): value is Phrase =>
  depth > 0 &&
  typeof value === 'object' &&
  value !== null &&
  'message' in value &&
  typeof value.message === 'string' &&
  'values' in value &&
  Array.isArray(value.values) &&
  value.values.every(
    (one: unknown) => typeof one === 'string' || typeof one === 'number' || isPhrase(one, depth - 1),
  );
