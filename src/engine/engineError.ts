import type { EngineName } from '../shared/engineNames';

/** An engine that cannot be used. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly engine: EngineName;
  /** Why, one sentence. */
  readonly reason: string;
  /** What the user can do, one sentence. */
  readonly remedy: string;

  constructor(engine: EngineName, reason: string, remedy: string, options?: ErrorOptions) {
    super(`Engine ${engine} cannot be used: ${reason} ${remedy}`, options);
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
