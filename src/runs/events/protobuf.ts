import { withRoom } from '../../shared/withRoom';

/** Wire types of the protobuf encoding that event files use. */
export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH_DELIMITED = 2;
export const FIXED32 = 5;

/** Bytes that are no valid protobuf message; `message` says what is wrong. */
export class ProtobufError extends Error {}

/** Writes protobuf fields into a buffer that grows. */
export class ProtoWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** What has been written since `clear`; a view that the next write may change. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  /** @param value a safe integer ≥ 0 */
  varint(field: number, value: number): void {
    this.#key(field, VARINT);
    this.#varint(value);
  }

  double(field: number, value: number): void {
    this.#key(field, FIXED64);
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  float(field: number, value: number): void {
    this.#key(field, FIXED32);
    this.#reserve(4);
    this.#view.setFloat32(this.#length, value, true);
    this.#length += 4;
  }

  bytes(field: number, value: Uint8Array): void {
    this.#key(field, LENGTH_DELIMITED);
    this.#varint(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  packedFloat(field: number, value: number): void {
    this.#key(field, LENGTH_DELIMITED);
    this.#varint(4);
    this.#reserve(4);
    this.#view.setFloat32(this.#length, value, true);
    this.#length += 4;
  }

  /** A nested message: all that `write` writes. */
  message(field: number, write: () => void): void {
    this.#key(field, LENGTH_DELIMITED);
    const start = this.#length;
    write();
    const size = this.#length - start;
    const prefix = varintSize(size);
    this.#reserve(prefix);
    this.#bytes.copyWithin(start + prefix, start, this.#length);
    this.#length = start;
    this.#varint(size);
    this.#length += size;
  }

  #key(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType);
  }

  #varint(value: number): void {
    this.#reserve(10);
    while (value >= 0x80) {
      this.#bytes[this.#length++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.#bytes[this.#length++] = value;
  }

  #reserve(size: number): void {
    const roomy = withRoom(this.#bytes, this.#length + size);
    if (roomy === this.#bytes) return;
    this.#bytes = roomy;
    this.#view = new DataView(roomy.buffer);
  }
}

function varintSize(value: number): number {
  let size = 1;
  for (; value >= 0x80; value = Math.floor(value / 0x80)) size++;
  return size;
}

/**
 * Walks over the fields of a message in place. Nested messages are entered and left by their end position:
 * `const outer = reader.enter(); … reader.leave(outer)`.
 *
 * @throws ProtobufError from any method, when the bytes end early or are no message
 */
export class ProtoReader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position = 0;
  end = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Starts over at `bytes[start … end)`. */
  seek(start: number, end: number): void {
    this.position = start;
    this.end = end;
  }

  /** Key (field · 8 + wire type) of the next field, or 0 at the end of the message. */
  next(): number {
    if (this.position >= this.end) return 0;
    const key = this.varint();
    if (key < 8) throw new ProtobufError('a field has number 0');
    return key;
  }

  /** Unsigned; above 2⁵³ only approximately. */
  varint(): number {
    let value = this.#byte();
    if (value < 0x80) return value;
    value &= 0x7f;
    for (let scale = 0x80, size = 1; size < 10; scale *= 0x80, size++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new ProtobufError('a varint is longer than ten bytes');
  }

  /** A varint read as a 64-bit two's complement number. */
  int64(): number {
    const start = this.position;
    const value = this.varint();
    if (this.position - start < 10) return value;
    let bits = 0n;
    for (let i = 0; i < 10; i++) bits |= BigInt(this.bytes[start + i]! & 0x7f) << BigInt(7 * i);
    return Number(BigInt.asIntN(64, bits));
  }

  double(): number {
    return this.view.getFloat64(this.#take(8), true);
  }

  float(): number {
    return this.view.getFloat32(this.#take(4), true);
  }

  /** Narrows to the length-delimited field at hand; pass the result to `leave`. */
  enter(): number {
    const size = this.varint();
    if (size > this.end - this.position) throw new ProtobufError('a field is longer than its message');
    const outer = this.end;
    this.end = this.position + size;
    return outer;
  }

  leave(outer: number): void {
    this.position = this.end;
    this.end = outer;
  }

  skip(key: number): void {
    switch (key & 7) {
      case VARINT:
        this.varint();
        break;
      case FIXED64:
        this.#take(8);
        break;
      case LENGTH_DELIMITED:
        this.leave(this.enter());
        break;
      case FIXED32:
        this.#take(4);
        break;
      default:
        throw new ProtobufError(`wire type ${key & 7} is not known`);
    }
  }

  #byte(): number {
    if (this.position >= this.end) throw new ProtobufError('the message ends inside a varint');
    return this.bytes[this.position++]!;
  }

  #take(size: number): number {
    const start = this.position;
    if (size > this.end - start) throw new ProtobufError('the message ends inside a number');
    this.position = start + size;
    return start;
  }
}
