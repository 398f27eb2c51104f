import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../../src/nn/layers/layer';
import { summarise } from '../../../../src/nn/summary';
import type { RunManifest } from '../../../../src/runs/run';
import { formatCount } from '../../../../webview/model/format';
import { MEASURES } from '../../../../webview/model/measures';
import {
  flowsOf,
  graphedInitializer,
  graphedLayer,
  graphTable,
  layerFacts,
  modelGraph,
} from '../../../../webview/model/modelGraph';
import { manifestOf, sceneOf } from './scenes';
import type { Written } from './scenes';

const manifest = manifestOf(['good', 'bad'], [0, 1]);
const VARIANCE = MEASURES.find(({ id }) => id === 'variance')!;

const dense = (name: string): LayerSpec => ({
  name,
  type: 'dense',
  parameters: { units: 32, useBias: true },
  inputShape: [32],
  outputShape: [32],
});
const residual = (name: string, branch: number): LayerSpec => ({
  ...dense(name),
  type: 'residual',
  parameters: {},
  branch,
});

function withLayers(
  layers: readonly LayerSpec[],
  more: Partial<RunManifest['experiment']> = {},
): RunManifest {
  const { experiment } = manifest;
  return { ...manifest, experiment: { ...experiment, ...more, model: { ...experiment.model, layers } } };
}

describe('the graph of the network', () => {
  it('leads from the input through the layers to the loss, as the summary counts them', () => {
    const { nodes } = modelGraph(sceneOf(withLayers([dense('a'), dense('b')]), []), 'good');
    const [a] = summarise({ inputShape: [32], outputs: 32, layers: [dense('a'), dense('b')] }).layers;
    expect(nodes.map(({ title }) => title)).toEqual(['input', 'a', 'b', 'loss']);
    expect(nodes[1]?.lines).toEqual(['dense · 32', `${formatCount(a?.trained ?? 0)} parameters`]);
  });

  it('draws the way past a branch from what comes before it, and nested branches inside', () => {
    // outer(a, inner(b, c), d)
    const layers = [
      dense('first'),
      ...[dense('a'), dense('b'), dense('c'), residual('inner', 2), dense('d'), residual('outer', 5)],
    ];
    const { nodes, skips } = modelGraph(sceneOf(withLayers(layers), []), 'good');
    expect(skips.map(({ from, to, level }) => [nodes[from]?.title, nodes[to]?.title, level])).toEqual([
      ['a', 'inner', 1],
      ['first', 'outer', 2],
    ]);
    expect(nodes.map(({ title, depth }) => `${title} ${depth}`)).toEqual([
      ...['input 0', 'first 0', 'a 1', 'b 2', 'c 2', 'inner 1', 'd 1', 'outer 0', 'loss 0'],
    ]);
  });

  it('marks what is frozen and what is taken over', () => {
    const scene = sceneOf(
      withLayers([{ ...dense('a'), frozen: true }, dense('b')], {
        transfer: { from: 'latest', checkpoint: 'last', layers: { a: 'dense_1' } },
      }),
      [],
    );
    expect(modelGraph(scene, 'good').nodes[1]?.marks).toEqual(['frozen', 'weights taken over']);
    expect(layerFacts(scene, 'good', 'a')?.facts).toContainEqual([
      'Weights',
      'taken over from dense_1 of latest',
    ]);
    expect(layerFacts(scene, 'good', 'a')?.facts).toContainEqual([
      'Parameters',
      `${formatCount(1056)}, of which ${formatCount(1056)} are not trained`,
    ]);
  });

  it('does without shapes and counts for logs of another program', () => {
    const layers = ['a', 'b'].map((name) => ({
      ...dense(name),
      type: 'unknown',
      outputShape: [],
      parameters: {},
    }));
    expect(modelGraph(sceneOf(withLayers(layers), []), 'good').nodes[1]).toMatchObject({
      title: 'a',
      lines: [],
    });
  });
});

describe('what flows through it', () => {
  const series: readonly Written[] = [0, 1].map((seed) => [
    ['good', seed],
    'probe',
    'activation_variance/dense_1',
    [
      [0, 1 + seed],
      [10, 4],
    ],
  ]);

  it('is the mean over seeds at the selected step', () => {
    const texts = (step: number) =>
      flowsOf(sceneOf(manifest, series, { step }), 'good', VARIANCE).values.map(({ text }) => text);
    expect(texts(0)).toEqual(['', '1.500', '', '', '']);
    expect(texts(10)).toEqual(['', '4', '', '', '']);
  });

  it('is NaN where it became NaN', () => {
    const broken: Written = [['good', 0], 'probe', 'activation_variance/dense_1', [[0, Number.NaN]]];
    const { values } = flowsOf(sceneOf(manifest, [broken]), 'good', VARIANCE);
    expect(values[1]).toEqual({ value: Number.NaN, text: 'NaN' });
  });

  it('is listed with its prediction for the selected layer, and for all of them in a table', () => {
    const predicted = { ...manifest, prediction: { good: { dense_1: { activation_variance: 1.25 } } } };
    const scene = sceneOf(predicted, series, { step: 0 });
    expect(layerFacts(scene, 'good', 'dense_1')?.statistics.rows).toEqual([
      ['Activation variance', '1.500', '1.250'],
    ]);
    expect(graphTable(scene, 'good').rows[0]?.at(-1)).toBe(1.5);
  });
});

describe('what the graph shows', () => {
  it('is the initializer picked, or the first that is shown', () => {
    expect(graphedInitializer(sceneOf(manifest, [], { initializer: 'bad' }))).toBe('bad');
    expect(
      graphedInitializer(sceneOf(manifest, [], { initializer: 'bad', hiddenInitializers: ['bad'] })),
    ).toBe('good');
    expect(
      graphedInitializer(sceneOf(manifest, [], { hiddenInitializers: ['good', 'bad'] })),
    ).toBeUndefined();
  });

  it('is the layer picked, also where nothing of it was measured', () => {
    expect(graphedLayer(sceneOf(manifest, [], { layer: 'dense_3' }))).toBe('dense_3');
    expect(graphedLayer(sceneOf(manifest, [], { layer: 'gone' }))).toBeUndefined();
  });
});
