/** Keeps what was computed last under each name for as long as what it was computed from stays the same. */
export class Memo {
  readonly #kept = new Map<string, { readonly version: string; readonly value: unknown }>();

  /** @param version changes whenever `compute` would give something else */
  recall<T>(name: string, version: string, compute: () => T): T {
    const kept = this.#kept.get(name);
    // one name is used with one type of value: the callers' names say of what they are
    if (kept?.version === version) return kept.value as T;
    const value = compute();
    this.#kept.set(name, { version, value });
    return value;
  }
}
