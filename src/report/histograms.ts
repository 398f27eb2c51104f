import { evenEdges } from '../shared/evenEdges';
import { parseTag } from '../shared/tags';
import type { HistogramColumns, LayerHistograms, RecordedHistograms } from '../../webview/contract';
import { OF_PICKED_LAYERS, offered } from '../../webview/model/scene';
import { isOfLayer, layerHistograms } from '../runs/layerHistograms';
import type { RunSource } from '../runs/openRun';

/** Histograms in all, lest a report of many layers, initializers and epochs grow beyond what one sends by mail. */
const MOST = 20_000;
/** Steps of each tag: at most as many as can be told apart, at least the first and the last. */
const STEPS = { most: 30, least: 2 };

/** Reads what the page may show of how values are distributed: of every layer it offers, in every trial. */
export async function reportedHistograms(
  reader: Pick<RunSource, 'manifest' | 'series' | 'histogramTags' | 'readHistograms'>,
): Promise<readonly LayerHistograms[]> {
  const measured = layersOf([...reader.series()].map(({ key }) => parseTag(key.tag)));
  const layers = offered(measured, reader.manifest);
  const { trials } = reader.manifest;
  const count = trials
    .flatMap(({ initializer, seed }) => reader.histogramTags({ initializer, seed, split: 'probe' }))
    .filter((tag) => layers.some((layer) => isOfLayer(tag, layer))).length;
  const most = Math.min(STEPS.most, Math.max(STEPS.least, Math.floor(MOST / count)));
  const found: LayerHistograms[] = [];
  for (const { initializer, seed } of trials)
    for (const layer of layers) {
      const trial = { initializer, seed };
      found.push({ layer, trial, histograms: await layerHistograms(reader, layer, trial, most) });
    }
  return found;
}

const layersOf = (tags: readonly ReturnType<typeof parseTag>[]): readonly string[] => [
  ...new Set(
    tags
      .filter(({ statistic }) => OF_PICKED_LAYERS.some((one) => one === statistic))
      .map(({ subject }) => subject),
  ),
];

/** What is to be known of histograms beside their bins; see `Recording` for these. */
export function recorded(layers: readonly LayerHistograms[]): {
  readonly facts: readonly RecordedHistograms[];
  readonly bins: Float64Array;
} {
  const bins: number[] = [];
  const facts = layers.map(({ layer, trial, histograms }) => ({
    layer,
    trial,
    tags: histograms.map((one) => {
      const edgesByStep = edgesOf(one);
      const even = edgesByStep.every(isEven);
      for (const edges of edgesByStep) bins.push(...(even ? endsOf(edges) : edges));
      for (const value of one.counts) bins.push(value);
      return {
        tag: one.tag,
        recorded: one.recorded,
        steps: [...one.steps],
        bins: [...one.bins],
        even,
      };
    }),
  }));
  return { facts, bins: Float64Array.from(bins) };
}

/** Edges of each step. */
function edgesOf({ bins, edges }: HistogramColumns): readonly Float64Array[] {
  let start = 0;
  return Array.from(bins, (size) => edges.subarray(start, (start += size + 1)));
}

const endsOf = (edges: Float64Array): readonly [first: number, last: number] => [
  edges[0] ?? Number.NaN,
  edges.at(-1) ?? Number.NaN,
];

function isEven(edges: Float64Array): boolean {
  const even = evenEdges(...endsOf(edges), edges.length - 1);
  return edges.every((edge, index) => edge === even[index]);
}
