import type { EngineName } from '../shared/engineNames';
import { english } from '../shared/l10n';
import { say } from '../shared/phrase';
import type { Phrase } from '../shared/phrase';

/** An engine that cannot be used. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly engine: EngineName;
  /** Why, one sentence. */
  readonly reason: Phrase;
  /** What the user can do, one sentence. */
  readonly remedy: Phrase;

  constructor(engine: EngineName, reason: Phrase, remedy: Phrase, options?: ErrorOptions) {
    super(`Engine ${engine} cannot be used: ${say(reason, english)} ${say(remedy, english)}`, options);
    this.engine = engine;
    this.reason = reason;
    this.remedy = remedy;
  }
}

/** First line of what was thrown; libraries throw strings and bare objects, too. */
export const firstLine = (thrown: unknown): string => {
  const message =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
  return String(message).trim().split('\n')[0] ?? '';
};
