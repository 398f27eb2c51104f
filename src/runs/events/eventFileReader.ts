import { type FileHandle, open } from 'node:fs/promises';
import { EventDecoder, type EventSink } from './eventDecoder';
import { ProtobufError, ProtoReader } from './protobuf';
import { HEADER_SIZE, MAX_RECORD_SIZE, RecordScanner } from './records';

/** Something in an event file that could not be read, for people. */
export interface Note {
  readonly file: string;
  /** Offset in the file. */
  readonly byte: number;
  readonly message: string;
}

export interface ReadResult {
  /** Intact records found by this call. */
  readonly records: number;
  readonly notes: readonly Note[];
  /**
   * Bytes at the end that are no whole record (yet): a write in progress, or the remains of a crash. They are
   * looked at again by the next call.
   */
  readonly torn?: { readonly byte: number; readonly length: number };
}

const CHUNK = 2 ** 20;
/** Damage beyond this many places in one file is not listed. */
const MAX_NOTES = 100;

/**
 * Reads an event file piece by piece: each `read` passes on what was appended since the one before. At most one
 * chunk, or one record where that is larger, is in memory. No content makes it throw: damage becomes notes, by
 * the rules that `RecordScanner` states.
 */
export class EventFileReader {
  readonly path: string;
  #offset = 0;
  #size = 0;
  /** Where the framing was lost, while the next record is being looked for. */
  #lostAt: number | undefined;
  #decoder = new EventDecoder();
  #noteCount = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Size of the file when it was last read, so that a caller can tell whether there is more. */
  get size(): number {
    return this.#size;
  }

  /** As of the last read. */
  get torn(): ReadResult['torn'] {
    const end = this.#lostAt ?? this.#offset;
    return end < this.#size ? { byte: end, length: this.#size - end } : undefined;
  }

  /** @throws the file system's error when the file cannot be opened or read */
  async read(sink: EventSink): Promise<ReadResult> {
    const handle = await open(this.path, 'r');
    try {
      return await this.#readFrom(handle, sink);
    } finally {
      await handle.close();
    }
  }

  async #readFrom(handle: FileHandle, sink: EventSink): Promise<ReadResult> {
    const { size } = await handle.stat();
    const pass: Pass = { sink, size, notes: [], records: 0 };
    if (size < this.#offset) this.#restart(pass);
    this.#size = size;
    let buffer = new Uint8Array(0);
    let wanted = CHUNK;
    while (this.#offset < size) {
      const length = Math.min(wanted, size - this.#offset);
      if (buffer.length < length) buffer = new Uint8Array(length);
      const filled = await fill(handle, buffer, length, this.#offset);
      const last = this.#offset + filled >= size;
      const needed = this.#scan(buffer.subarray(0, filled), last, pass);
      if (last || filled < length) break;
      wanted = Math.max(CHUNK, needed);
    }
    const { records, notes } = pass;
    const torn = this.torn;
    return torn === undefined ? { records, notes } : { records, notes, torn };
  }

  #restart(pass: Pass): void {
    this.#note(
      pass,
      0,
      `the file shrank from ${this.#offset} to ${pass.size} bytes; it is read again from its start`,
    );
    this.#offset = 0;
    this.#lostAt = undefined;
    this.#decoder = new EventDecoder();
  }

  /**
   * Passes on the records of the window, which begins at `#offset`, and moves the offset behind them.
   * @returns the size of window that is needed to get further
   */
  #scan(window: Uint8Array, last: boolean, pass: Pass): number {
    const scanner = new RecordScanner(window, last);
    const reader = new ProtoReader(window);
    const base = this.#offset;
    let at = 0;
    while (at < window.length) {
      if (this.#lostAt !== undefined) {
        const found = scanner.findHeader(at);
        if (found < 0) {
          at = Math.max(at, window.length - HEADER_SIZE + 1);
          break;
        }
        const skipped = base + found - this.#lostAt;
        this.#note(pass, this.#lostAt, `${skipped} bytes are damaged and were skipped`);
        this.#lostAt = undefined;
        at = found;
      }
      const finding = scanner.look(at);
      const stuck = finding === 'more' || (finding === 'oversized' && base + scanner.next > pass.size);
      if (stuck) {
        this.#offset = base + at;
        return scanner.needed;
      }
      if (finding === 'record') this.#decode(reader, scanner, base + at, pass);
      else if (finding === 'corrupt') this.#note(pass, base + at, 'a record fails its CRC and was skipped');
      else if (finding === 'oversized') this.#note(pass, base + at, oversized(scanner));
      else this.#lostAt = base + at;
      at = scanner.next;
    }
    this.#offset = base + at;
    return HEADER_SIZE;
  }

  #decode(reader: ProtoReader, scanner: RecordScanner, byte: number, pass: Pass): void {
    pass.records++;
    try {
      this.#decoder.decode(reader, scanner.dataStart, scanner.dataEnd, pass.sink);
    } catch (error) {
      if (!(error instanceof ProtobufError)) throw error;
      this.#note(pass, byte, `a record is no TensorBoard event: ${error.message}`);
    }
  }

  #note(pass: Pass, byte: number, message: string): void {
    this.#noteCount++;
    if (this.#noteCount < MAX_NOTES) pass.notes.push({ file: this.path, byte, message });
    else if (this.#noteCount === MAX_NOTES)
      pass.notes.push({ file: this.path, byte, message: `${message}; further damage is not listed` });
  }
}

/** State of one call of `read`. */
interface Pass {
  readonly sink: EventSink;
  readonly size: number;
  readonly notes: Note[];
  records: number;
}

const oversized = (scanner: RecordScanner): string =>
  `a record of ${scanner.dataEnd - scanner.dataStart} bytes was skipped; events have at most ${MAX_RECORD_SIZE}`;

/** Reads `length` bytes at `position`, or fewer where the file ends. */
async function fill(
  handle: FileHandle,
  buffer: Uint8Array,
  length: number,
  position: number,
): Promise<number> {
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
