import { maskedCrc32c } from './crc32c';

/** Bytes before a record's data: length (uint64), masked CRC-32C of the length (uint32), little-endian. */
export const HEADER_SIZE = 12;
/** Masked CRC-32C of the data. */
export const FOOTER_SIZE = 4;
export const FRAME_SIZE = HEADER_SIZE + FOOTER_SIZE;

/** Longer records are skipped unread: no event of ours comes near, and memory stays bounded. */
export const MAX_RECORD_SIZE = 64 * 2 ** 20;

/** Frames `data` as a TFRecord into `target` at `offset`; needs `data.length + FRAME_SIZE` bytes there. */
export function writeRecord(target: Uint8Array, offset: number, data: Uint8Array): void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  const dataStart = offset + HEADER_SIZE;
  view.setUint32(offset, data.length, true);
  view.setUint32(offset + 4, 0, true);
  view.setUint32(offset + 8, maskedCrc32c(target, offset, offset + 8), true);
  target.set(data, dataStart);
  view.setUint32(dataStart + data.length, maskedCrc32c(data), true);
}

/**
 * What lies at the scanner's position:
 * - `record`: an intact record, `dataStart … dataEnd`
 * - `more`: `needed` bytes of it must be at hand to tell; at the end of the file, a torn tail
 * - `corrupt`: a record whose data fails its check while the framing goes on after it
 * - `oversized`: a record above MAX_RECORD_SIZE, `next` lies after it
 * - `lost`: no record begins here
 */
export type Finding = 'record' | 'more' | 'corrupt' | 'oversized' | 'lost';

/**
 * Finds TFRecords in a window of a file.
 *
 * Damage is told apart like this. A record with a sound length whose data fails its CRC is `corrupt`, if the
 * file ends there or another sound length follows; the caller goes on at `next`. Else, and where the length
 * itself fails its CRC, the framing is `lost`: the caller searches on, byte by byte, for the next position with
 * a length that passes its CRC and is at most MAX_RECORD_SIZE (`findHeader`). By chance one position in 2³² does.
 */
export class RecordScanner {
  readonly #window: Uint8Array;
  readonly #view: DataView;
  /** The window ends where the file does. */
  readonly #last: boolean;
  dataStart = 0;
  dataEnd = 0;
  /** Where to go on after a finding other than `more`. */
  next = 0;
  needed = 0;

  constructor(window: Uint8Array, last: boolean) {
    this.#window = window;
    this.#view = new DataView(window.buffer, window.byteOffset, window.byteLength);
    this.#last = last;
  }

  look(position: number): Finding {
    const available = this.#window.length - position;
    if (available < HEADER_SIZE) return this.#more(HEADER_SIZE);
    if (!this.#soundLength(position)) {
      this.next = position + 1;
      return 'lost';
    }
    const size = this.#lengthAt(position);
    this.dataStart = position + HEADER_SIZE;
    this.dataEnd = this.dataStart + size;
    this.next = this.dataEnd + FOOTER_SIZE;
    if (size > MAX_RECORD_SIZE) return 'oversized';
    if (available < size + FRAME_SIZE) return this.#more(size + FRAME_SIZE);
    const sound =
      this.#view.getUint32(this.dataEnd, true) === maskedCrc32c(this.#window, this.dataStart, this.dataEnd);
    return sound ? 'record' : this.#damaged(position, size);
  }

  /** First position ≥ `position` where a record seems to begin; -1 when the window holds none. */
  findHeader(position: number): number {
    for (let at = position; at + HEADER_SIZE <= this.#window.length; at++) {
      if (this.#soundLength(at) && this.#lengthAt(at) <= MAX_RECORD_SIZE) return at;
    }
    return -1;
  }

  #damaged(position: number, size: number): Finding {
    const after = this.#window.length - this.next;
    if (after < HEADER_SIZE && !this.#last) return this.#more(size + FRAME_SIZE + HEADER_SIZE);
    if (after < HEADER_SIZE || this.#soundLength(this.next)) return 'corrupt';
    this.next = position + 1;
    return 'lost';
  }

  #more(needed: number): 'more' {
    this.needed = needed;
    return 'more';
  }

  #soundLength(position: number): boolean {
    return this.#view.getUint32(position + 8, true) === maskedCrc32c(this.#window, position, position + 8);
  }

  #lengthAt(position: number): number {
    return this.#view.getUint32(position, true) + this.#view.getUint32(position + 4, true) * 2 ** 32;
  }
}
