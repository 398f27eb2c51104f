import fc from 'fast-check';
import { readFileSync, rmSync } from 'node:fs';
import { EventDecoder } from '../../../src/runs/events/eventDecoder';
import type { EventSink } from '../../../src/runs/events/eventDecoder';
import { EventEncoder } from '../../../src/runs/events/eventEncoder';
import { EventFileReader } from '../../../src/runs/events/eventFileReader';
import { EventFileWriter } from '../../../src/runs/events/eventFileWriter';
import { ProtobufError, ProtoReader, ProtoWriter } from '../../../src/runs/events/protobuf';
import { FRAME_SIZE, writeRecord } from '../../../src/runs/events/records';
import { inputFile, writeInput } from '../inputFiles';
import { sampled } from '../sampled';
import { hold, refusal } from '../target';
import type { Target } from '../target';

/** Decodes all that is passed on, and holds it to what readers of series rely on. */
class Checked implements EventSink {
  scalars = 0;
  histograms = 0;

  scalar(tag: string, step: number, wallTime: number, value: number): void {
    hold(typeof tag === 'string' && !Number.isNaN(step), 'a scalar without a step');
    hold(typeof wallTime === 'number' && typeof value === 'number', 'a scalar that is no number');
    this.scalars++;
  }

  histogram(...[, , , decode]: Parameters<NonNullable<EventSink['histogram']>>): void {
    const { edges, counts } = decode();
    hold(
      edges.length === 0 ? counts.length === 0 : edges.length === counts.length + 1,
      'edges do not fit counts',
    );
    this.histograms++;
  }
}

/** An event as TensorBoard wrote it before TensorFlow 2: `simple_value` and HistogramProto. */
function oldEvent(): Uint8Array {
  const out = new ProtoWriter();
  out.double(1, 1.5e9);
  out.varint(2, 3);
  out.message(5, () => {
    out.message(1, () => {
      out.bytes(1, new TextEncoder().encode('loss'));
      out.float(2, 0.25);
    });
    out.message(1, () => {
      out.bytes(1, new TextEncoder().encode('weights'));
      out.message(5, () => {
        out.double(1, -1);
        out.double(2, 1);
        out.double(3, 3);
        for (const limit of [-1, 0, 1.7e308]) out.double(6, limit);
        for (const count of [0, 2, 1]) out.double(7, count);
      });
    });
  });
  return out.written.slice();
}

function events(): Uint8Array[] {
  const encoder = new EventEncoder();
  const edges = Float64Array.of(-1, 0, 0.5, 2);
  return [
    encoder.fileVersion(1.5e9).slice(),
    encoder.scalar('loss', 1, 1.5e9, 0.5).slice(),
    encoder.scalar('loss', 2, 1.5e9, NaN).slice(),
    encoder.histogram('weights/dense_1', 1, 1.5e9, edges, Float64Array.of(1, 2, 3)).slice(),
    oldEvent(),
  ];
}

const framed = (records: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(records.reduce((sum, { length }) => sum + length + FRAME_SIZE, 0));
  let at = 0;
  for (const record of records) {
    writeRecord(bytes, at, record);
    at += record.length + FRAME_SIZE;
  }
  return bytes;
};

/** Frames the data anew where lengths still make sense. */
function reframed(bytes: Uint8Array): Uint8Array {
  const records: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + FRAME_SIZE <= bytes.length;) {
    const length = Math.min(view.getUint32(at, true), bytes.length - at - FRAME_SIZE);
    records.push(bytes.subarray(at + 12, at + 12 + length));
    at += length + FRAME_SIZE;
  }
  return framed(records);
}

const records = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 });
const message = fc.uint8Array({ maxLength: 60 });

export const eventsTarget: Target = {
  seeds: () => {
    const path = inputFile('seed');
    rmSync(path, { force: true });
    const writer = new EventFileWriter(path, { now: () => 1.5e12, after: () => () => undefined });
    for (let step = 0; step < 4; step++) writer.scalar('loss', step, 1.5e9, step);
    writer.close();
    const written = new Uint8Array(readFileSync(path));
    rmSync(path);
    return [written, framed(events()), new Uint8Array(0)];
  },
  generate: (random) => framed(sampled(records, random)),
  repair: reframed,
  read: async (bytes) => {
    const path = inputFile('events');
    // in two pieces, as a reader sees a file that is being written
    const middle = bytes.length >>> 1;
    writeInput(path, bytes.subarray(0, middle));
    const reader = new EventFileReader(path);
    const sink = new Checked();
    const first = await reader.read(sink);
    writeInput(path, bytes);
    const second = await reader.read(sink);
    const records = first.records + second.records;
    const notes = [...first.notes, ...second.notes];
    hold(records * FRAME_SIZE <= bytes.length, 'more records than fit into the file');
    hold(notes.length <= 100, `${notes.length} notes`);
    hold(
      records > 0 || notes.length > 0 || second.torn !== undefined || bytes.length === 0,
      'bytes unaccounted for',
    );
    const kinds = [...new Set(notes.map(({ message }) => refusal(message)))].sort().join('; ');
    return `${notes.length > 0 ? 'refused' : 'read'}: ${sink.scalars}, ${sink.histograms}, ${second.torn ? 'torn' : 'whole'} ${kinds}`;
  },
};

export const protobufTarget: Target = {
  seeds: events,
  generate: (random) => sampled(message, random),
  read: (bytes) => {
    const sink = new Checked();
    try {
      const decoder = new EventDecoder();
      decoder.decode(new ProtoReader(bytes), 0, bytes.length, sink);
      return `read: ${sink.scalars}, ${sink.histograms}`;
    } catch (error) {
      if (error instanceof ProtobufError) return refusal(error.message);
      throw error;
    }
  },
};
