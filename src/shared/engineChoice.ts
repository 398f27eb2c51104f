import { english } from './l10n';
import type { Translate } from './l10n';
import { say } from './phrase';
import type { Phrase } from './phrase';

/** Why a run has its engine. */
export interface EngineChoice {
  /** Which, and why not the ones before it, in English. */
  readonly reason: string;
  /** The same for every language, a sentence each; older runs have none. */
  readonly phrases?: readonly Phrase[];
}

export const choiceOf = (phrases: readonly Phrase[]): EngineChoice => ({
  reason: inWords(phrases, english),
  phrases,
});

/** In the language of who reads it. */
export const reasonOf = ({ reason, phrases }: EngineChoice): string =>
  phrases === undefined ? reason : inWords(phrases);

const inWords = (phrases: readonly Phrase[], translate?: Translate): string =>
  phrases.map((sentence) => say(sentence, translate)).join(' ');
