import type { HistogramPoint, TrialId } from '../shared/metrics';
import { evenly } from '../shared/evenly';
import { parseTag } from '../shared/tags';
import type { RunSource } from './openRun';

/** Histograms of one tag, step after step in each column. */
export interface HistogramColumns {
  readonly tag: string;
  /** Steps that were recorded: more than are here where a report leaves some out. */
  readonly recorded: number;
  readonly steps: Float64Array;
  /** Bins of each step; it has one edge more. */
  readonly bins: Uint32Array;
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** All histograms of one layer in one trial, read from its event files. @param most steps of each tag, evenly chosen */
export async function layerHistograms(
  reader: Pick<RunSource, 'histogramTags' | 'readHistograms'>,
  layer: string,
  { initializer, seed }: TrialId,
  most = Infinity,
): Promise<readonly HistogramColumns[]> {
  const key = { initializer, seed, split: 'probe' as const };
  const tags = reader.histogramTags(key).filter((tag) => isOfLayer(tag, layer));
  const found = await reader.readHistograms(key, tags);
  return [...found].map(([tag, points]) => columnsOf(tag, points.length, evenly(points, most)));
}

/** A statistic of the layer itself (`activations/dense_1`), or of one of its tensors. */
export function isOfLayer(tag: string, layer: string): boolean {
  const { subject } = parseTag(tag);
  return subject === layer || subject.startsWith(`${layer}/`);
}

const columnsOf = (tag: string, recorded: number, points: readonly HistogramPoint[]): HistogramColumns => ({
  tag,
  recorded,
  steps: Float64Array.from(points, ({ step }) => step),
  bins: Uint32Array.from(points, ({ counts }) => counts.length),
  edges: Float64Array.from(points.flatMap(({ edges }) => [...edges])),
  counts: Float64Array.from(points.flatMap(({ counts }) => [...counts])),
});
