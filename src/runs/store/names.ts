/** UTF-8 bytes that a file name may have on every common file system, with room for a temporary suffix. */
const MAX_SEGMENT_BYTES = 200;

/** Device names of Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/**
 * A label as a folder name, readable and legal on Linux, macOS and Windows, for any string; `fromSegment` turns
 * it back. Characters that some system forbids, and `%`, become `%` and the hexadecimal bytes of their UTF-8, as
 * in addresses; half a surrogate pair becomes `%u` and its code; the empty label is `%`. Letters of every script
 * stay as they are. No segment is `.` or `..`, begins with a dot, or ends with a dot or space.
 *
 * A label too long for a file name is cut and ends in `%~` and a hash; from that alone it cannot be turned back.
 */
export function toSegment(label: string): string {
  if (label === '') return '%';
  const normal = label.normalize('NFC') === label;
  const characters = Array.from(label);
  const last = characters.length - 1;
  const segment = characters
    .map((character, i) => {
      const hidden = (i === 0 && /[. ]/.test(character)) || (i === last && /[. ]/.test(character));
      const letter = normal && /[\p{L}\p{N}\p{M}]/u.test(character);
      const plain = /^[\x20-\x7e]$/.test(character) && !/[<>:"/\\|?*%]/.test(character);
      return (letter || plain) && !hidden ? character : escape(character);
    })
    .join('');
  const legal = RESERVED.test(segment) ? escape(segment.charAt(0)) + segment.slice(1) : segment;
  return Buffer.byteLength(legal) > MAX_SEGMENT_BYTES ? shortened(legal) : legal;
}

/** The label that a folder name stands for; a name that no label gives stands for itself. */
export function fromSegment(segment: string): string {
  if (segment === '%') return '';
  const normal = segment.normalize('NFC'); // HFS+ hands names out decomposed
  return normal.replace(/%u([0-9A-F]{4})|(?:%[0-9A-F]{2})+/g, (escaped, surrogate?: string) => {
    if (surrogate !== undefined) return String.fromCharCode(parseInt(surrogate, 16));
    return Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8');
  });
}

function escape(character: string): string {
  if (/^\p{Cs}$/u.test(character)) return `%u${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function shortened(segment: string): string {
  let head = '';
  for (const character of segment) {
    if (Buffer.byteLength(head + character) > MAX_SEGMENT_BYTES - 12) break;
    head += character;
  }
  return `${head.replace(/%[^%]{0,2}$/, '')}%~${hash(segment)}`;
}

/** FNV-1a over UTF-16 units, twice with different bases: 52 bits, base 36. */
function hash(text: string): string {
  const lane = (basis: number): number => {
    let state = basis;
    for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
    return (state ^ (state >>> 15)) >>> 6;
  };
  return (lane(0x811c9dc5) * 2 ** 26 + lane(0x9e3779b9)).toString(36);
}
