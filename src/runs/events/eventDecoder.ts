import * as format from './format';
import type { Histogram } from './histogram';
import type { ProtoReader } from './protobuf';
import { decodeHistogramProto, TensorReader } from './tensorDecoder';
import { type TagEntry, TagTable } from './tagTable';

/** Receives what an event file holds, in file order. Wall times are seconds since the epoch. */
export interface EventSink {
  scalar(tag: string, step: number, wallTime: number, value: number): void;
  /** Recording goes on from `step`: what came before from there on is void. */
  sessionStart?(step: number): void;
  /** `decode` is valid during the call alone. */
  histogram?(tag: string, step: number, wallTime: number, decode: () => Histogram): void;
}

/** Keys as they stand before a field: field number · 8 + wire type. */
const WALL_TIME = format.EVENT.wallTime * 8 + 1;
const STEP = format.EVENT.step * 8;
const SUMMARY = format.EVENT.summary * 8 + 2;
const SESSION_LOG = format.EVENT.sessionLog * 8 + 2;
const STATUS = format.SESSION_LOG.status * 8;
const VALUE = format.SUMMARY.value * 8 + 2;
const TAG = format.VALUE.tag * 8 + 2;
const SIMPLE_VALUE = format.VALUE.simpleValue * 8 + 5;
const HISTO = format.VALUE.histogram * 8 + 2;
const TENSOR = format.VALUE.tensor * 8 + 2;
const METADATA = format.VALUE.metadata * 8 + 2;
const PLUGIN_DATA = format.METADATA.pluginData * 8 + 2;
const DATA_CLASS = format.METADATA.dataClass * 8;
const PLUGIN_NAME = format.PLUGIN_DATA.pluginName * 8 + 2;

/**
 * Decodes the events of one file: scalars as tensors or in the older `simple_value`, histograms as tensors or in
 * the older HistogramProto. Values of other plugins are passed over. Fields may come in any order, and fields not
 * known are skipped.
 */
export class EventDecoder {
  readonly #tags = new TagTable();
  readonly #utf8 = new TextDecoder();
  readonly #tensor = new TensorReader();

  /**
   * Decodes the message in `reader.bytes[start … end)`.
   * @throws ProtobufError when it is no event; values before the broken part have then been passed on
   */
  decode(reader: ProtoReader, start: number, end: number, sink: EventSink): void {
    reader.seek(start, end);
    let wallTime = 0;
    let step = 0;
    let summaryStart = -1;
    let summaryEnd = -1;
    let sessionStarts = false;
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key === WALL_TIME) wallTime = reader.double();
      else if (key === STEP) step = reader.int64();
      else if (key === SUMMARY) {
        const outer = reader.enter();
        summaryStart = reader.position;
        summaryEnd = reader.end;
        reader.leave(outer);
      } else if (key === SESSION_LOG) sessionStarts = isSessionStart(reader);
      else reader.skip(key);
    }
    if (sessionStarts) sink.sessionStart?.(step);
    if (summaryStart < 0) return;
    reader.seek(summaryStart, summaryEnd);
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key !== VALUE) {
        reader.skip(key);
        continue;
      }
      const outer = reader.enter();
      const after = reader.end;
      this.#value(reader, step, wallTime, sink);
      reader.seek(after, outer);
    }
  }

  #value(reader: ProtoReader, step: number, wallTime: number, sink: EventSink): void {
    let tag: TagEntry | undefined;
    let kind: TagEntry['kind'];
    let simple: number | undefined;
    let [histoStart, histoEnd, tensorStart, tensorEnd] = [-1, -1, -1, -1];
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key === SIMPLE_VALUE) simple = reader.float();
      else if (key === TAG || key === HISTO || key === TENSOR || key === METADATA) {
        const outer = reader.enter();
        if (key === TAG) tag = this.#tags.find(reader.bytes, reader.position, reader.end);
        else if (key === HISTO) [histoStart, histoEnd] = [reader.position, reader.end];
        else if (key === TENSOR) [tensorStart, tensorEnd] = [reader.position, reader.end];
        else kind = this.#kind(reader);
        reader.leave(outer);
      } else reader.skip(key);
    }
    if (tag === undefined) return;
    if (kind !== undefined) tag.kind = kind;
    const name = tag.name;
    if (tensorStart >= 0) {
      reader.seek(tensorStart, tensorEnd);
      const tensor = this.#tensor;
      tensor.read(reader);
      const wanted = tag.kind ?? tensor.guessKind();
      if (wanted === 'scalar' && tensor.isScalar) sink.scalar(name, step, wallTime, tensor.scalar(reader));
      else if (wanted === 'histogram' && tensor.isRows)
        sink.histogram?.(name, step, wallTime, () => tensor.histogram(reader));
    } else if (simple !== undefined) {
      sink.scalar(name, step, wallTime, simple);
    } else if (histoStart >= 0) {
      sink.histogram?.(name, step, wallTime, () => {
        reader.seek(histoStart, histoEnd);
        return decodeHistogramProto(reader);
      });
    }
  }

  /** What a SummaryMetadata says; undefined when it names neither plugin nor data class. */
  #kind(reader: ProtoReader): TagEntry['kind'] {
    let plugin = '';
    let dataClass = 0;
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key === DATA_CLASS) dataClass = reader.varint();
      else if (key === PLUGIN_DATA) {
        const outer = reader.enter();
        plugin = this.#pluginName(reader) ?? plugin;
        reader.leave(outer);
      } else reader.skip(key);
    }
    if (plugin === format.HISTOGRAMS.plugin) return 'histogram';
    if (plugin === format.SCALARS.plugin || dataClass === format.SCALARS.dataClass) return 'scalar';
    return plugin === '' && dataClass === 0 ? undefined : 'other';
  }

  #pluginName(reader: ProtoReader): string | undefined {
    let name: string | undefined;
    for (let key = reader.next(); key !== 0; key = reader.next()) {
      if (key === PLUGIN_NAME) {
        const outer = reader.enter();
        name = this.#utf8.decode(reader.bytes.subarray(reader.position, reader.end));
        reader.leave(outer);
      } else reader.skip(key);
    }
    return name;
  }
}

function isSessionStart(reader: ProtoReader): boolean {
  const outer = reader.enter();
  let status = 0;
  for (let key = reader.next(); key !== 0; key = reader.next()) {
    if (key === STATUS) status = reader.varint();
    else reader.skip(key);
  }
  reader.leave(outer);
  return status === format.SESSION_START;
}
