import { defaultLabel } from '../../src/experiment/resolve/label';
import type { InitializerSpec } from '../../src/nn/initializers/initializer';
import type { LayerSpec, ModelSpec } from '../../src/nn/layers/layer';
import { layers as layerRegistry } from '../../src/nn/layers/registry';
import { formatShape } from '../../src/nn/shape';
import { summarise } from '../../src/nn/summary';
import type { LayerSummary } from '../../src/nn/summary';
import type { RunManifest } from '../../src/runs/run';
import { t } from '../../src/shared/l10n';
import { formatCount, formatPercent, formatValue } from './format';
import { sharedColours } from './heatPlot';
import type { Measure } from './measures';
import { measuredLayers, measuresOf } from './measures';
import type { ColourAxis } from './plot';
import { predictedOf } from './prediction';
import { probed } from './probes';
import type { Scene } from './scene';
import { pickedLayer, shownInitializers } from './scene';
import type { ChartTable } from './table';

/** A box of the graph: the input, a layer, or the loss. */
export interface GraphNode {
  readonly title: string;
  /** Absent for what is no layer. */
  readonly layer?: string;
  readonly lines: readonly string[];
  /** What sets the layer apart: `frozen`, `weights taken over`. */
  readonly marks: readonly string[];
  /** Residual blocks that it lies in. */
  readonly depth: number;
}

/** The way past a branch: from a node to the residual block that adds it. */
export interface GraphSkip {
  readonly from: number;
  readonly to: number;
  /** Greater than that of every skip it spans. */
  readonly level: number;
}

/** The network as boxes from input to loss; each leads to the next one. */
export interface ModelGraph {
  readonly nodes: readonly GraphNode[];
  readonly skips: readonly GraphSkip[];
}

/** What flows out of a node at the selected step; no text where nothing was measured. */
export interface Flow {
  readonly value: number | undefined;
  readonly text: string;
}

export interface Flows {
  readonly colours: ColourAxis;
  /** By node. */
  readonly values: readonly Flow[];
}

/** All that is known of one layer, for the initializer that is looked at. */
export interface LayerFacts {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, text: string])[];
  readonly statistics: ChartTable;
}

/** The initializer that the graph shows: the one picked if it is shown, or else the first that is. */
export function graphedInitializer(scene: Scene): string | undefined {
  const shown = shownInitializers(scene);
  return shown.find((label) => label === scene.state.initializer) ?? shown[0];
}

/** The layer picked, whether it was measured or not. */
export function graphedLayer(scene: Scene): string | undefined {
  const { layer } = scene.state;
  const { layers } = scene.manifest.experiment.model;
  return layers.some(({ name }) => name === layer) ? layer : pickedLayer(scene);
}

export function modelGraph({ manifest }: Scene, initializer: string): ModelGraph {
  const { model, training } = manifest.experiment;
  const summed = summariesOf(manifest);
  const skips = skipsOf(model.layers);
  const depth = (node: number): number => skips.filter(({ from, to }) => node > from && node < to).length;
  return {
    skips,
    nodes: [
      {
        title: t('input'),
        lines: model.inputShape.length === 0 ? [] : [formatShape(model.inputShape)],
        marks: [],
        depth: 0,
      },
      ...model.layers.map((layer, index) => ({
        title: layer.name,
        layer: layer.name,
        lines: linesOf(manifest, layer, summed?.get(layer.name), initializer),
        marks: marksOf(manifest, layer),
        depth: depth(index + 1),
      })),
      {
        title: t('loss'),
        lines: [
          training.loss === 'softmaxCrossEntropy' ? t('softmax cross-entropy') : t('mean squared error'),
        ],
        marks: [],
        depth: 0,
      },
    ],
  };
}

/** Values and their colours, which all initializers and steps share. */
export function flowsOf(scene: Scene, initializer: string, measure: Measure): Flows {
  const measured = measuredLayers(scene, measure);
  const tags = new Map(measured.map(({ layer, tag }) => [layer, tag]));
  const flow = (layer: string): Flow => {
    const tag = tags.get(layer);
    const mean = tag === undefined ? undefined : probed(scene, initializer, tag)?.mean;
    return { value: mean, text: mean === undefined ? '' : textOf(mean, measure) };
  };
  const nothing: Flow = { value: undefined, text: '' };
  return {
    colours: sharedColours(scene, measure, measured),
    values: [nothing, ...scene.manifest.experiment.model.layers.map(({ name }) => flow(name)), nothing],
  };
}

/** What a layer is, and every measure of it at the selected step. */
export function layerFacts(scene: Scene, initializer: string, name: string): LayerFacts | undefined {
  const { manifest } = scene;
  const layer = manifest.experiment.model.layers.find((one) => one.name === name);
  if (layer === undefined) return undefined;
  const summary = summariesOf(manifest)?.get(name);
  const weights = manifest.experiment.initializers.find(({ label }) => label === initializer)?.layers[name];
  const taken = takenOver(manifest, name);
  return {
    title: name,
    facts: [
      ...fact(t('Type'), layer.type === 'unknown' ? undefined : layer.type),
      ...fact(t('Activation'), layer.activation && withParameters(layer.activation)),
      ...fact(t('Input'), shapeText(layer.inputShape)),
      ...fact(t('Output'), shapeText(layer.outputShape)),
      ...fact(t('Parameters'), parametersText(summary)),
      ...fact(t('Settings'), settingsText(layer.parameters)),
      ...fact(t('Kernel'), taken === undefined ? weights && withParameters(weights.kernel) : undefined),
      ...fact(t('Bias'), taken === undefined ? weights && withParameters(weights.bias) : undefined),
      ...fact(t('Weights'), taken),
      ...fact(t('Training'), layer.frozen === true ? t('frozen') : undefined),
    ],
    statistics: statisticsTable(scene, initializer, name),
  };
}

/** Every measure of every layer at the selected step, for a file. */
export function graphTable(scene: Scene, initializer: string): ChartTable {
  const measures = measuresOf(scene);
  const measured = measures.map(
    (measure) => new Map(measuredLayers(scene, measure).map((one) => [one.layer, one.tag])),
  );
  const summed = summariesOf(scene.manifest);
  return {
    columns: [t('Layer'), t('Type'), t('Output'), t('Parameters'), ...measures.map(({ title }) => title)],
    rows: scene.manifest.experiment.model.layers.map(({ name, type, outputShape }) => {
      const summary = summed?.get(name);
      return [
        name,
        type,
        formatShape(outputShape),
        summary && summary.trained + summary.untrained,
        ...measured.map((tags) => {
          const tag = tags.get(name);
          return tag === undefined ? undefined : probed(scene, initializer, tag)?.mean;
        }),
      ];
    }),
  };
}

function statisticsTable(scene: Scene, initializer: string, name: string): ChartTable {
  const rows = measuresOf(scene).flatMap((measure) => {
    const tag = measuredLayers(scene, measure).find(({ layer }) => layer === name)?.tag;
    const mean = tag === undefined ? undefined : probed(scene, initializer, tag)?.mean;
    if (mean === undefined) return [];
    const predicted = measure.predicted && predictedOf(scene, initializer, name, measure.predicted);
    return [
      [
        measure.title,
        textOf(mean, measure),
        predicted === undefined ? undefined : textOf(predicted, measure),
      ],
    ];
  });
  return { columns: [t('Statistic'), t('Value'), t('Predicted for step 0')], rows };
}

const summaries = new WeakMap<ModelSpec, ReadonlyMap<string, LayerSummary>>();

/** By name; undefined where layers are not of this version, or of another program. */
function summariesOf({ experiment: { model } }: RunManifest): ReadonlyMap<string, LayerSummary> | undefined {
  if (!model.layers.every(({ type }) => Object.hasOwn(layerRegistry, type))) return undefined;
  const known = summaries.get(model) ?? new Map(summarise(model).layers.map((layer) => [layer.name, layer]));
  summaries.set(model, known);
  return known;
}

function skipsOf(layers: readonly LayerSpec[]): readonly GraphSkip[] {
  const skips: GraphSkip[] = [];
  layers.forEach(({ branch }, index) => {
    if (branch === undefined) return;
    // nodes count from the input
    const [from, to] = [index - branch, index + 1];
    const inside = skips.filter((skip) => skip.from >= from && skip.to < to);
    skips.push({ from, to, level: 1 + Math.max(0, ...inside.map(({ level }) => level)) });
  });
  return skips;
}

function linesOf(
  manifest: RunManifest,
  layer: LayerSpec,
  summary: LayerSummary | undefined,
  initializer: string,
): readonly string[] {
  const { activation, type, outputShape } = layer;
  const shape = shapeText(outputShape);
  const parameters = summary === undefined ? 0 : summary.trained + summary.untrained;
  const kernel = manifest.experiment.initializers.find(({ label }) => label === initializer)?.layers[
    layer.name
  ]?.kernel;
  const what = [...(type === 'unknown' ? [] : [type]), ...(activation ? [activation.name] : [])].join(', ');
  return [
    [...(what === '' ? [] : [what]), ...(shape === undefined ? [] : [shape])].join(' · '),
    [
      ...(parameters === 0 ? [] : [t('{0} parameters', formatCount(parameters))]),
      ...(kernel === undefined || takenOver(manifest, layer.name) !== undefined
        ? []
        : [withParameters(kernel)]),
    ].join(' · '),
  ].filter((line) => line !== '');
}

const marksOf = (manifest: RunManifest, { name, frozen }: LayerSpec): readonly string[] => [
  ...(frozen === true ? [t('frozen')] : []),
  ...(takenOver(manifest, name) === undefined ? [] : [t('weights taken over')]),
];

/** Where a layer's first weights come from, if they are not drawn. */
function takenOver({ experiment: { transfer } }: RunManifest, layer: string): string | undefined {
  const source = transfer?.layers[layer];
  return transfer === undefined || source === undefined
    ? undefined
    : t('taken over from {0} of {1}', source, transfer.from);
}

const fact = (name: string, text: string | undefined): readonly (readonly [string, string])[] =>
  text === undefined || text === '' ? [] : [[name, text]];

const shapeText = (shape: readonly number[]): string | undefined =>
  shape.length === 0 ? undefined : formatShape(shape);

function parametersText(summary: LayerSummary | undefined): string | undefined {
  if (summary === undefined || summary.trained + summary.untrained === 0) return undefined;
  const { trained, untrained } = summary;
  const all = formatCount(trained + untrained);
  return untrained === 0 ? all : t('{0}, of which {1} are not trained', all, formatCount(untrained));
}

/** `randomNormal(stddev=0.01)`. */
const withParameters = ({ name, parameters }: Pick<InitializerSpec, 'name' | 'parameters'>): string =>
  defaultLabel(name, parameters, Object.keys(parameters));

const settingsText = (parameters: Readonly<Record<string, unknown>>): string =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `${name}=${typeof value === 'number' ? formatValue(value) : JSON.stringify(value)}`,
    )
    .join(', ');

const textOf = (value: number, { percent }: Measure): string =>
  percent === true && Number.isFinite(value) ? formatPercent(value) : formatValue(value);
