/** How the values of a tag are to be read, as its metadata says; undefined while no metadata was seen. */
export type TagKind = 'scalar' | 'histogram' | 'other';

export interface TagEntry {
  readonly name: string;
  readonly utf8: Uint8Array;
  kind: TagKind | undefined;
}

/** The tags of one event file, found by their bytes so that a known tag costs no string. */
export class TagTable {
  readonly #buckets = new Map<number, TagEntry[]>();
  readonly #utf8 = new TextDecoder();

  find(bytes: Uint8Array, start: number, end: number): TagEntry {
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    let bucket = this.#buckets.get(hash);
    if (bucket === undefined) this.#buckets.set(hash, (bucket = []));
    for (const entry of bucket) if (equal(entry.utf8, bytes, start, end)) return entry;
    const utf8 = bytes.slice(start, end);
    const entry = { name: this.#utf8.decode(utf8), utf8, kind: undefined };
    bucket.push(entry);
    return entry;
  }
}

function equal(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
