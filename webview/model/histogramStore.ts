import type { HistogramColumns, HostMessage, TrialId } from '../contract';

/** One histogram; as many edges as counts, and one. */
export interface Histogram {
  readonly step: number;
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Histograms as far as they have been asked for and have come in. */
export class HistogramStore {
  /** By layer and trial, then by tag. */
  readonly #found = new Map<string, ReadonlyMap<string, readonly Histogram[]>>();

  apply({ layer, trial, histograms }: Extract<HostMessage, { type: 'histograms' }>): void {
    this.#found.set(nameOf(layer, trial), new Map(histograms.map((one) => [one.tag, unpack(one)])));
  }

  /** Undefined while they have not come in. */
  find(layer: string, trial: TrialId): ReadonlyMap<string, readonly Histogram[]> | undefined {
    return this.#found.get(nameOf(layer, trial));
  }
}

const nameOf = (layer: string, { initializer, seed }: TrialId): string =>
  [layer, seed, initializer].join('\0');

function unpack({ steps, bins, edges, counts }: HistogramColumns): readonly Histogram[] {
  let start = 0;
  return Array.from(steps, (step, index) => {
    const size = bins[index] ?? 0;
    const [first, firstEdge] = [start, start + index];
    start += size;
    return {
      step,
      edges: edges.subarray(firstEdge, firstEdge + size + 1),
      counts: counts.subarray(first, first + size),
    };
  });
}
