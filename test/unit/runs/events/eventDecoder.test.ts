import { describe, expect, test } from 'vitest';
import { EventDecoder } from '../../../../src/runs/events/eventDecoder';
import { ProtoReader, ProtoWriter } from '../../../../src/runs/events/protobuf';
import { Collected } from './collect';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function decoded(...events: ((out: ProtoWriter) => void)[]): Collected {
  const sink = new Collected();
  const decoder = new EventDecoder();
  for (const write of events) {
    const out = new ProtoWriter();
    write(out);
    decoder.decode(new ProtoReader(out.written), 0, out.written.length, sink);
  }
  return sink;
}

/** A summary value before the event's time and step, with fields no reader knows. */
const oddOrder =
  (value: (out: ProtoWriter) => void) =>
  (out: ProtoWriter): void => {
    out.message(5, () => out.message(1, () => value(out)));
    out.varint(90, 7);
    out.varint(2, 11);
    out.double(1, 12.5);
  };

const bytesOf = (array: Float32Array | Float64Array): Uint8Array => new Uint8Array(array.buffer);

/** HistogramProto with packed limits and counts. */
const histogramProto = (min: number, max: number, limits: number[], counts: number[]) => (out: ProtoWriter) =>
  out.message(5, () => {
    out.double(1, min);
    out.double(2, max);
    out.double(3, 6);
    out.bytes(6, bytesOf(Float64Array.from(limits)));
    out.bytes(7, bytesOf(Float64Array.from(counts)));
  });

const at = { step: 11, wallTime: 12.5 };

describe('what other writers make', () => {
  test('the older simple_value', () => {
    const { scalars } = decoded((out) => {
      out.double(1, 12.5);
      out.varint(2, 11);
      // Summary { value { tag: 'loss', simple_value: 0.25 } }
      out.bytes(5, Uint8Array.of(0x0a, 11, 0x0a, 4, ...utf8('loss'), 0x15, 0, 0, 0x80, 0x3e));
    });
    expect(scalars).toEqual([{ tag: 'loss', ...at, value: 0.25 }]);
  });

  test.each([
    ['tensor_content float', 1, 4, bytesOf(Float32Array.of(0.5))],
    ['tensor_content double', 2, 4, bytesOf(Float64Array.of(0.5))],
    ['packed float_val', 1, 5, bytesOf(Float32Array.of(0.5))],
    ['packed double_val', 2, 6, bytesOf(Float64Array.of(0.5))],
  ])('a scalar as %s', (_, type, field, content) => {
    const { scalars } = decoded(
      oddOrder((out) => {
        out.message(8, () => {
          out.varint(1, type);
          out.message(2, () => undefined);
          out.bytes(field, content);
        });
        out.bytes(1, utf8('loss'));
      }),
    );
    expect(scalars).toEqual([{ tag: 'loss', ...at, value: 0.5 }]);
  });

  test('an unpacked double_val', () => {
    const { scalars } = decoded(
      oddOrder((out) => {
        out.bytes(1, utf8('loss'));
        out.message(8, () => {
          out.varint(1, 2);
          out.double(6, 0.5);
        });
      }),
    );
    expect(scalars).toEqual([{ tag: 'loss', ...at, value: 0.5 }]);
  });

  test('HistogramProto: empty ends dropped, outermost edges from min and max', () => {
    const huge = Number.MAX_VALUE;
    const { histograms } = decoded(
      oddOrder((out) => {
        out.bytes(1, utf8('h'));
        histogramProto(-0.5, 4, [-1, 0, 1, 2, huge], [0, 2, 0, 3, 1])(out);
      }),
      oddOrder((out) => {
        out.bytes(1, utf8('h'));
        histogramProto(0, 0, [-huge, huge], [0, 0])(out);
      }),
    );
    expect(histograms.map(({ edges, counts }) => [[...edges], [...counts]])).toEqual([
      [
        [-0.5, 0, 1, 2, 4],
        [2, 0, 3, 1],
      ],
      [[], []],
    ]);
  });

  test('histogram rows that do not adjoin get an empty bin between them', () => {
    const { histograms } = decoded(
      oddOrder((out) => {
        out.bytes(1, utf8('h'));
        out.message(8, () => {
          out.varint(1, 1);
          out.message(2, () => {
            out.message(2, () => out.varint(1, 2));
            out.message(2, () => out.varint(1, 3));
          });
          out.bytes(4, bytesOf(Float32Array.of(0, 1, 5, 2, 3, 6)));
        });
      }),
    );
    expect([...histograms[0]!.edges]).toEqual([0, 1, 2, 3]);
    expect([...histograms[0]!.counts]).toEqual([5, 0, 6]);
  });

  test('values of other plugins are passed over, for the whole tag', () => {
    const tensor = (out: ProtoWriter): void =>
      out.message(8, () => {
        out.varint(1, 1);
        out.packedFloat(5, 1);
      });
    const { scalars } = decoded(
      oddOrder((out) => {
        out.bytes(1, utf8('_hparams_/session_start_info'));
        tensor(out);
        out.message(9, () => out.message(1, () => out.bytes(1, utf8('hparams'))));
      }),
      oddOrder((out) => {
        out.bytes(1, utf8('_hparams_/session_start_info'));
        tensor(out);
      }),
    );
    expect(scalars).toEqual([]);
  });
});
