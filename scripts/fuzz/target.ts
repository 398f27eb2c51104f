import { DataError } from '../../src/data/error';
import type { RandomStream } from '../../src/random/stream';

/** A parser under attack. */
export interface Target {
  /** Valid inputs, small ones: what fuzzing starts from. */
  readonly seeds: () => readonly Uint8Array[];
  /** Pieces that mean something to this parser. */
  readonly tokens?: readonly string[];
  /** Bytes. Longer inputs are cut, where reading takes so long that short ones find more. */
  readonly maxLength?: number;
  /** Further inputs made from scratch, by property-based generators. */
  readonly generate?: (random: RandomStream) => Uint8Array;
  /**
   * Puts checksums and lengths right again, so that damage reaches what lies behind them. Applied to half of all
   * inputs.
   */
  readonly repair?: (bytes: Uint8Array) => Uint8Array;
  /**
   * Reads one input as the product does, and checks what came of it.
   *
   * @returns what happened, in words that differ where different code ran: an input that brings up a new outcome is
   * kept and mutated further
   * @throws anything but a refusal the parser is documented to make: a finding
   */
  readonly read: (bytes: Uint8Array) => string | Promise<string>;
}

/** What a parser was found to do wrong. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/** Texts longer than this are not for people. */
const MAX_MESSAGE = 2_000;

/** The outcome of a refusal: its message without what varies. */
export function refusal(message: string): string {
  if (message.length > MAX_MESSAGE) throw new Finding(`a message of ${message.length} characters`);
  if (message.trim() === '') throw new Finding('an empty message');
  return `refused: ${message.replace(/"[^"]*"|[\d.,]+|0x[0-9a-f]+/g, '#').slice(0, 120)}`;
}

export function hold(condition: boolean, what: string): void {
  if (!condition) throw new Finding(what);
}

/** A parser of data may refuse with a DataError, and with nothing else. */
export const guarded = (read: (bytes: Uint8Array) => string | Promise<string>): Target['read'] => {
  const refused = (error: unknown): string => {
    if (error instanceof DataError) return refusal(error.message);
    throw error;
  };
  return (bytes) => {
    try {
      const outcome = read(bytes);
      return typeof outcome === 'string' ? outcome : outcome.catch(refused);
    } catch (error) {
      return refused(error);
    }
  };
};
