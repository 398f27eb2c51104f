import * as format from './format';
import { ProtoWriter } from './protobuf';

interface PluginKind {
  readonly plugin: string;
  readonly dataClass: number;
}

/**
 * Encodes the events of one file. A tag's metadata (plugin and data class) goes with its first value only, so
 * one encoder belongs to one file. Each method returns a view that the next call overwrites.
 */
export class EventEncoder {
  readonly #out = new ProtoWriter();
  readonly #utf8 = new TextEncoder();
  readonly #tags = new Map<string, Uint8Array>();

  /** The first event of a file. `wallTime` here and below: seconds since the epoch. */
  fileVersion(wallTime: number): Uint8Array {
    return this.#event(wallTime, 0, () =>
      this.#out.bytes(format.EVENT.fileVersion, this.#utf8.encode(format.FILE_VERSION)),
    );
  }

  /** Says that recording goes on from `step`: what is known from there on is void. */
  sessionStart(step: number, wallTime: number): Uint8Array {
    return this.#event(wallTime, step, () =>
      this.#out.message(format.EVENT.sessionLog, () =>
        this.#out.varint(format.SESSION_LOG.status, format.SESSION_START),
      ),
    );
  }

  /** A rank-0 DT_FLOAT tensor of plugin `scalars`. */
  scalar(tag: string, step: number, wallTime: number, value: number): Uint8Array {
    const out = this.#out;
    return this.#value(tag, step, wallTime, format.SCALARS, () => {
      out.varint(format.TENSOR.type, format.DT_FLOAT);
      out.message(format.TENSOR.shape, () => undefined);
      out.packedFloat(format.TENSOR.floats, value);
    });
  }

  /**
   * A DT_DOUBLE tensor of shape [k, 3], rows (left edge, right edge, count), of plugin `histograms`.
   *
   * @param edges k + 1 bin edges
   * @param counts k counts
   */
  histogram(
    tag: string,
    step: number,
    wallTime: number,
    edges: Float64Array,
    counts: Float64Array,
  ): Uint8Array {
    const out = this.#out;
    const bins = counts.length;
    const dimension = (size: number): void =>
      out.message(format.TENSOR_SHAPE.dimension, () => out.varint(format.DIMENSION.size, size));
    return this.#value(tag, step, wallTime, format.HISTOGRAMS, () => {
      out.varint(format.TENSOR.type, format.DT_DOUBLE);
      out.message(format.TENSOR.shape, () => {
        dimension(bins);
        dimension(3);
      });
      const rows = new DataView(new ArrayBuffer(bins * 24));
      for (let bin = 0; bin < bins; bin++) {
        rows.setFloat64(24 * bin, edges[bin]!, true);
        rows.setFloat64(24 * bin + 8, edges[bin + 1]!, true);
        rows.setFloat64(24 * bin + 16, counts[bin]!, true);
      }
      out.bytes(format.TENSOR.content, new Uint8Array(rows.buffer));
    });
  }

  #value(tag: string, step: number, wallTime: number, kind: PluginKind, writeTensor: () => void): Uint8Array {
    const out = this.#out;
    const known = this.#tags.get(tag);
    const name = known ?? this.#utf8.encode(tag);
    if (known === undefined) this.#tags.set(tag, name);
    return this.#event(wallTime, step, () =>
      out.message(format.EVENT.summary, () =>
        out.message(format.SUMMARY.value, () => {
          out.bytes(format.VALUE.tag, name);
          out.message(format.VALUE.tensor, writeTensor);
          if (known === undefined) this.#metadata(kind);
        }),
      ),
    );
  }

  #metadata(kind: PluginKind): void {
    const out = this.#out;
    out.message(format.VALUE.metadata, () => {
      out.message(format.METADATA.pluginData, () =>
        out.bytes(format.PLUGIN_DATA.pluginName, this.#utf8.encode(kind.plugin)),
      );
      out.varint(format.METADATA.dataClass, kind.dataClass);
    });
  }

  #event(wallTime: number, step: number, writeContent: () => void): Uint8Array {
    this.#out.clear();
    this.#out.double(format.EVENT.wallTime, wallTime);
    this.#out.varint(format.EVENT.step, step);
    writeContent();
    return this.#out.written;
  }
}
