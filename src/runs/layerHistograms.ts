import type { HistogramColumns, TrialId } from '../../../webview/contract';
import type { RunReader } from '../../runs/store/runReader';
import type { HistogramPoint } from '../../shared/metrics';
import { parseTag } from '../../shared/tags';

/** All histograms of one layer in one trial, read from its event files. */
export async function layerHistograms(
  reader: Pick<RunReader, 'histogramTags' | 'readHistograms'>,
  layer: string,
  { initializer, seed }: TrialId,
): Promise<readonly HistogramColumns[]> {
  const key = { initializer, seed, split: 'probe' as const };
  const tags = reader.histogramTags(key).filter((tag) => isOfLayer(parseTag(tag).subject, layer));
  const found: HistogramColumns[] = [];
  for (const tag of tags) found.push(columnsOf(tag, await reader.readHistograms({ ...key, tag })));
  return found;
}

/** `dense_1` itself, or one of its tensors. */
const isOfLayer = (subject: string, layer: string): boolean =>
  subject === layer || subject.startsWith(`${layer}/`);

const columnsOf = (tag: string, points: readonly HistogramPoint[]): HistogramColumns => ({
  tag,
  steps: Float64Array.from(points, ({ step }) => step),
  bins: Uint32Array.from(points, ({ counts }) => counts.length),
  edges: Float64Array.from(points.flatMap(({ edges }) => [...edges])),
  counts: Float64Array.from(points.flatMap(({ counts }) => [...counts])),
});
