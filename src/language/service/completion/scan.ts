/** Where an offset stands among quotes, brackets and comments. */
export interface Surroundings {
  /** Brackets opened and not closed before it. */
  readonly depth: number;
  /** Start of the quoted text that it is in, its quote included. */
  readonly quoteStart?: number;
  /** Start of the comment that it is in. */
  readonly commentStart?: number;
}

/** Reads the text up to an offset; a quote that is not closed ends with its line. */
export function surroundingsOf(text: string, offset: number): Surroundings {
  let depth = 0;
  let quoteStart: number | undefined;
  let commentStart: number | undefined;
  for (let at = 0; at < offset; at++) {
    const char = text.charAt(at);
    if (char === '\n') quoteStart = commentStart = undefined;
    else if (commentStart !== undefined) continue;
    else if (quoteStart !== undefined) {
      if (char === '\\' && text.charAt(quoteStart) === '"') at++;
      else if (char === text.charAt(quoteStart)) quoteStart = undefined;
    } else if (char === '#' && /^$|\s/.test(text.charAt(at - 1))) commentStart = at;
    else if ((char === '"' || char === "'") && /^$|[\s,:[{]/.test(text.charAt(at - 1))) quoteStart = at;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
  }
  return {
    depth,
    ...(quoteStart !== undefined && { quoteStart }),
    ...(commentStart !== undefined && { commentStart }),
  };
}
