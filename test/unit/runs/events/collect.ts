import { EventFileReader, type ReadResult } from '../../../../src/runs/events/eventFileReader';
import type { EventSink } from '../../../../src/runs/events/eventDecoder';
import type { Histogram } from '../../../../src/runs/events/histogram';

export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly wallTime: number;
  readonly value: number;
}

export interface TaggedHistogram extends Histogram {
  readonly tag: string;
  readonly step: number;
  readonly wallTime: number;
}

/** Keeps everything an event file holds. */
export class Collected implements EventSink {
  readonly scalars: Scalar[] = [];
  readonly histograms: TaggedHistogram[] = [];

  scalar(tag: string, step: number, wallTime: number, value: number): void {
    this.scalars.push({ tag, step, wallTime, value });
  }

  histogram(tag: string, step: number, wallTime: number, decode: () => Histogram): void {
    this.histograms.push({ tag, step, wallTime, ...decode() });
  }
}

export async function readAll(path: string): Promise<ReadResult & Collected> {
  const collected = new Collected();
  return Object.assign(collected, await new EventFileReader(path).read(collected));
}
