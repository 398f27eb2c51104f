import { inflateSync } from 'node:zlib';

/**
 * A font as TrueType and OpenType files hold it, from one packed for the web (WOFF 1.0, https://www.w3.org/TR/WOFF/):
 * the same tables, each of them packed, behind another header.
 */
export function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = 44 + 20 * index;
    const [offset, packedLength, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + packedLength);
    return {
      tag: woff.subarray(entry, entry + 4),
      checksum: woff.readUInt32BE(entry + 16),
      bytes: packedLength < length ? inflateSync(bytes) : bytes,
    };
  });
  const header = Buffer.alloc(12 + 16 * count);
  woff.copy(header, 0, 4, 8); // the flavour
  const power = Math.floor(Math.log2(count));
  [count, 16 * 2 ** power, power, 16 * (count - 2 ** power)].forEach((value, at) => {
    header.writeUInt16BE(value, 4 + 2 * at);
  });
  let offset = header.length;
  const padded = tables.map(({ tag, checksum, bytes }, index) => {
    const entry = 12 + 16 * index;
    tag.copy(header, entry);
    [checksum, offset, bytes.length].forEach((value, at) => {
      header.writeUInt32BE(value, entry + 4 + 4 * at);
    });
    const table = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
    bytes.copy(table);
    offset += table.length;
    return table;
  });
  return Buffer.concat([header, ...padded]);
}

/** Code points for which a font has a glyph: those of its character map of format 4, the basic multilingual plane. */
export function codePointsOf(sfnt: Buffer): readonly number[] {
  const cmap = tableOf(sfnt, 'cmap');
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4)),
  );
  const map = subtables.find((subtable) => subtable.readUInt16BE(0) === 4);
  if (map === undefined) throw new Error('the font has no character map of format 4');
  const size = map.readUInt16BE(6); // two bytes for each segment
  return Array.from({ length: size / 2 }, (_, segment) => {
    const at = 14 + 2 * segment;
    const end = map.readUInt16BE(at);
    const start = map.readUInt16BE(at + size + 2);
    const delta = map.readUInt16BE(at + 2 * size + 2);
    const rangeAt = at + 3 * size + 2;
    const range = map.readUInt16BE(rangeAt);
    const glyphOf = (code: number): number => {
      if (range === 0) return (code + delta) % 65536;
      const glyph = map.readUInt16BE(rangeAt + range + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) % 65536;
    };
    return Array.from({ length: end - start + 1 }, (_, index) => start + index).filter(
      (code) => glyphOf(code) !== 0,
    );
  }).flat();
}

function tableOf(sfnt: Buffer, tag: string): Buffer {
  const entry = Array.from({ length: sfnt.readUInt16BE(4) }, (_, index) => 12 + 16 * index).find(
    (at) => sfnt.toString('latin1', at, at + 4) === tag,
  );
  if (entry === undefined) throw new Error(`the font has no table "${tag}"`);
  const offset = sfnt.readUInt32BE(entry + 8);
  return sfnt.subarray(offset, offset + sfnt.readUInt32BE(entry + 12));
}
