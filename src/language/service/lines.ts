/** Start of the line that an offset is in. */
export const lineStart = (text: string, offset: number): number =>
  // a negative position would search from 0, not from nowhere
  offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

/** End of the line that an offset is in, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const stop = end < 0 ? text.length : end;
  return stop > offset && text.charAt(stop - 1) === '\r' ? stop - 1 : stop;
}
