/** Whether a layer name matches a pattern in which `*` stands for any characters. */
export function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last))
    return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > name.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** The pattern that decides for a name: a full name before a pattern, a longer pattern before a shorter one. */
export function mostSpecific(patterns: readonly string[], name: string): string | undefined {
  if (patterns.includes(name)) return name;
  const weight = (pattern: string): number => (pattern.includes('*') ? pattern.length : Infinity);
  return patterns
    .filter((pattern) => matches(pattern, name))
    .reduce<string | undefined>(
      (best, pattern) => (best === undefined || weight(pattern) > weight(best) ? pattern : best),
      undefined,
    );
}
