import * as format from './format';
import { type Histogram, histogramFromBuckets, histogramFromRows } from './histogram';
import { FIXED32, FIXED64, LENGTH_DELIMITED, ProtobufError, type ProtoReader } from './protobuf';
import type { TagKind } from './tagTable';

const TYPE = format.TENSOR.type * 8;
const SHAPE = format.TENSOR.shape * 8 + LENGTH_DELIMITED;
const CONTENT = format.TENSOR.content * 8 + LENGTH_DELIMITED;
const FLOATS = format.TENSOR.floats * 8 + LENGTH_DELIMITED;
const ONE_FLOAT = format.TENSOR.floats * 8 + FIXED32;
const DOUBLES = format.TENSOR.doubles * 8 + LENGTH_DELIMITED;
const ONE_DOUBLE = format.TENSOR.doubles * 8 + FIXED64;
const DIMENSION = format.TENSOR_SHAPE.dimension * 8 + LENGTH_DELIMITED;
const DIMENSION_SIZE = format.DIMENSION.size * 8;

/** Field that a tensor's numbers lie in. Of several such fields the last is kept, as protobuf does. */
type Storage = 'none' | 'float' | 'double' | 'content';

/**
 * A DT_FLOAT or DT_DOUBLE TensorProto, read in place: `read` finds its type, shape and numbers and allocates
 * nothing; the numbers are decoded when asked for.
 */
export class TensorReader {
  #type = 0;
  #rank = 0;
  #size = 1;
  #firstDimension = 1;
  #lastDimension = 1;
  #storage: Storage = 'none';
  #start = 0;
  #end = 0;

  /** @throws ProtobufError when the bytes from the reader's position to its end are no TensorProto */
  read(reader: ProtoReader): void {
    this.#type = 0;
    this.#rank = 0;
    this.#size = 1;
    this.#storage = 'none';
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key === TYPE) this.#type = reader.varint();
      else if (key === SHAPE) {
        const outer = reader.enter();
        this.#shape(reader);
        reader.leave(outer);
      } else if (key === FLOATS || key === ONE_FLOAT) this.#keep('float', reader, key);
      else if (key === DOUBLES || key === ONE_DOUBLE) this.#keep('double', reader, key);
      else if (key === CONTENT) this.#keep('content', reader, key);
      else reader.skip(key);
    }
  }

  /** What a tag without metadata holds, by the shape. */
  guessKind(): TagKind {
    if (this.#rank === 0) return 'scalar';
    return this.isRows ? 'histogram' : 'other';
  }

  /** One element, of a type that is read. */
  get isScalar(): boolean {
    return this.#isFloating && this.#size === 1 && this.#end > this.#start;
  }

  /** Rows (left, right, count). */
  get isRows(): boolean {
    return this.#isFloating && this.#rank === 2 && this.#lastDimension === 3;
  }

  scalar(reader: ProtoReader): number {
    reader.seek(this.#start, this.#end);
    return this.#isSingle ? reader.float() : reader.double();
  }

  histogram(reader: ProtoReader): Histogram {
    const expected = 3 * this.#firstDimension;
    const width = this.#isSingle ? 4 : 8;
    const found = this.#storage === 'none' ? 0 : (this.#end - this.#start) / width;
    if (found !== expected)
      throw new ProtobufError(
        `a histogram of ${this.#firstDimension} bins has ${found} numbers, not ${expected}`,
      );
    const rows = new Float64Array(expected);
    reader.seek(this.#start, this.#end);
    for (let i = 0; i < expected; i++) rows[i] = this.#isSingle ? reader.float() : reader.double();
    return histogramFromRows(rows);
  }

  get #isFloating(): boolean {
    return this.#type === format.DT_FLOAT || this.#type === format.DT_DOUBLE;
  }

  get #isSingle(): boolean {
    return this.#storage === 'float' || (this.#storage === 'content' && this.#type === format.DT_FLOAT);
  }

  #keep(storage: Storage, reader: ProtoReader, key: number): void {
    this.#storage = storage;
    if ((key & 7) === LENGTH_DELIMITED) {
      const outer = reader.enter();
      this.#start = reader.position;
      this.#end = reader.end;
      reader.leave(outer);
    } else {
      this.#start = reader.position;
      reader.skip(key);
      this.#end = reader.position;
    }
  }

  #shape(reader: ProtoReader): void {
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key !== DIMENSION) {
        reader.skip(key);
        continue;
      }
      const outer = reader.enter();
      let size = 0; // a size of 0 is not written
      for (let inner = reader.next(); inner !== 0; inner = reader.next()) {
        if (inner === DIMENSION_SIZE) size = reader.int64();
        else reader.skip(inner);
      }
      reader.leave(outer);
      if (this.#rank++ === 0) this.#firstDimension = size;
      this.#lastDimension = size;
      this.#size *= size;
    }
  }
}

/** Decodes a HistogramProto from the reader's position to its end. */
export function decodeHistogramProto(reader: ProtoReader): Histogram {
  const field = format.HISTOGRAM;
  let min = 0;
  let max = 0;
  const limits: number[] = [];
  const counts: number[] = [];
  for (let key = reader.next(); key !== 0; key = reader.next()) {
    const list = key >>> 3 === field.limits ? limits : key >>> 3 === field.counts ? counts : undefined;
    if (key === field.min * 8 + FIXED64) min = reader.double();
    else if (key === field.max * 8 + FIXED64) max = reader.double();
    else if (list !== undefined && (key & 7) === FIXED64) list.push(reader.double());
    else if (list !== undefined && (key & 7) === LENGTH_DELIMITED) {
      const outer = reader.enter();
      while (reader.position < reader.end) list.push(reader.double());
      reader.leave(outer);
    } else reader.skip(key);
  }
  return histogramFromBuckets(min, max, Float64Array.from(limits), Float64Array.from(counts));
}
