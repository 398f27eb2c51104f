import type { HistogramColumns, LayerHistograms, TrialId } from '../contract';

/** One histogram; as many edges as counts, and one. */
export interface Histogram {
  readonly step: number;
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Histograms of one tag, ascending by step. */
export interface Histograms {
  readonly steps: readonly Histogram[];
  /** How many the run has. */
  readonly recorded: number;
}

/** Histograms as far as they have been asked for and have come in. */
export class HistogramStore {
  /** By layer and trial, then by tag. */
  readonly #found = new Map<string, ReadonlyMap<string, Histograms>>();

  apply({ layer, trial, histograms }: LayerHistograms): void {
    this.#found.set(nameOf(layer, trial), new Map(histograms.map((one) => [one.tag, unpack(one)])));
  }

  /** Undefined while they have not come in. */
  find(layer: string, trial: TrialId): ReadonlyMap<string, Histograms> | undefined {
    return this.#found.get(nameOf(layer, trial));
  }
}

const nameOf = (layer: string, { initializer, seed }: TrialId): string =>
  [layer, seed, initializer].join('\0');

function unpack({ recorded, steps, bins, edges, counts }: HistogramColumns): Histograms {
  let start = 0;
  const unpacked = Array.from(steps, (step, index) => {
    const size = bins[index] ?? 0;
    const [first, firstEdge] = [start, start + index];
    start += size;
    return {
      step,
      edges: edges.subarray(firstEdge, firstEdge + size + 1),
      counts: counts.subarray(first, first + size),
    };
  });
  return { recorded, steps: unpacked };
}
