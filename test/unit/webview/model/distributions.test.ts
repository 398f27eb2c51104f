import { describe, expect, it } from 'vitest';
import { distributedOf, neededHistograms } from '../../../../webview/model/distributions';
import type { HistogramsPlot } from '../../../../webview/model/plot';
import type { Scene } from '../../../../webview/model/scene';
import { zonesOf } from '../../../../webview/model/zones';
import { chartOf, manifestOf, sceneOf } from './scenes';

const manifest = manifestOf(['heNormal', 'zeros'], [3, 4]);

/** `dense_1` with activations of two steps, of which the first has one value far out in a thousand. */
function scene(state: Partial<Scene['state']> = {}): Scene {
  const variance = [['heNormal', 3], 'probe', 'activation_variance/dense_1', [[0, 1]]] as const;
  const made = sceneOf(manifest, [variance], { layer: 'dense_1', ...state });
  made.histograms.apply({
    layer: 'dense_1',
    trial: { initializer: 'heNormal', seed: 3 },
    histograms: [
      {
        tag: 'weights/dense_1/kernel',
        recorded: 1,
        steps: Float64Array.of(0),
        bins: Uint32Array.of(1),
        edges: Float64Array.of(-0.5, 0.5),
        counts: Float64Array.of(8),
      },
      {
        tag: 'activations/dense_1',
        recorded: 2,
        steps: Float64Array.of(0, 10),
        bins: Uint32Array.of(3, 2),
        edges: Float64Array.of(0, 1, 2, 100, 0, 2, 4),
        counts: Float64Array.of(5000, 4999, 1, 3, 1),
      },
    ],
  });
  return made;
}
const plotOf = (of: Scene): HistogramsPlot => {
  const plot = chartOf(of, 'distribution-0').plot(500);
  if (plot.kind !== 'histograms') throw new Error(plot.kind);
  return plot;
};

describe('distributions', () => {
  it('are asked for of one layer, the first seed and every initializer that is shown', () => {
    expect(neededHistograms(scene({ hiddenSeeds: [3] }))).toEqual({
      layer: 'dense_1',
      trials: [
        { initializer: 'heNormal', seed: 4 },
        { initializer: 'zeros', seed: 4 },
      ],
    });
    expect(neededHistograms(scene({ hiddenInitializers: ['zeros'] }))?.trials).toHaveLength(1);
  });

  it('are of what the layer has histograms of, activations first', () => {
    expect(distributedOf(scene())?.map(({ title }) => title)).toEqual(['Activations', 'Weights, kernel']);
    expect(distributedOf(scene({ hiddenSeeds: [3] }))).toBeUndefined();
  });

  it('have densities per value, relative to the densest bin of each step', () => {
    const { columns } = plotOf(scene());
    expect(columns.map(({ at, from, to }) => [at, from, to])).toEqual([
      [0, 0, 5],
      [10, 5, 10],
    ]);
    expect([...(columns[1]?.densities ?? [])]).toEqual([1, 1 / 3]);
  });

  it('leave what is far out outside of the axis, and say so', () => {
    const { y, notes } = plotOf(scene());
    expect([y.min, y.max]).toEqual([0, 4]);
    expect(notes.join()).toContain('up to 100');
  });

  it('show values that are all alike where they lie, not as an axis full of them', () => {
    const alike = scene();
    alike.histograms.apply({
      layer: 'dense_1',
      trial: { initializer: 'heNormal', seed: 3 },
      histograms: [
        {
          tag: 'activations/dense_1',
          recorded: 1,
          steps: Float64Array.of(0),
          bins: Uint32Array.of(3),
          edges: Float64Array.of(-0.5, -0.1, 0.1, 0.5),
          counts: Float64Array.of(0, 9, 0),
        },
      ],
    });
    const { y, notes } = plotOf(alike);
    expect([y.min, y.max]).toEqual([-0.5, 0.5]);
    expect(notes).toEqual([]);
  });

  it('have a place and no width where values are all alike, which keeps them from widening the axis', () => {
    const beginning = scene({ distribution: { look: 'ridges' } });
    beginning.histograms.apply({
      layer: 'dense_1',
      trial: { initializer: 'heNormal', seed: 3 },
      histograms: [
        {
          tag: 'activations/dense_1',
          recorded: 2,
          steps: Float64Array.of(0, 10),
          bins: Uint32Array.of(4, 2),
          edges: Float64Array.of(-0.25, 0, 0.25, 0.5, 0.75, 0.2, 0.25, 0.3),
          counts: Float64Array.of(0, 0, 9, 0, 4, 5),
        },
      ],
    });
    const { x, columns, notes, table } = plotOf(beginning);
    expect([...(columns[0]?.edges ?? [])]).toEqual([0.25, 0.25]);
    expect([...(columns[0]?.densities ?? [])]).toEqual([1]);
    expect(x.extent).toEqual([0.2, 0.3]);
    expect(notes).toEqual([]);
    // what was recorded, as it was recorded
    expect(table().rows).toHaveLength(6);
  });

  it('read a step, with the share that is silent', () => {
    const reading = plotOf(scene({ distribution: { of: 'activations' } })).read(9);
    expect(reading?.heading).toBe('Step 10');
    expect(reading?.rows.map(({ name }) => name)).toContain('About silent (to 0)');
    expect(reading?.rows.find(({ name }) => name === 'Half below')?.cells[0]).toBe('1.333');
  });

  it('turn into ridges whose steps go down', () => {
    const { x, y } = plotOf(scene({ distribution: { look: 'ridges' } }));
    expect(x.extent).toEqual([0, 4]);
    expect(y.reversed).toBe(true);
  });

  it('say that they are being read until they have come in', () => {
    expect(chartOf(scene(), 'distribution-1').plot(500).empty).toBe('Reading the histograms…');
  });
});

describe('zones', () => {
  it('lie where the registry says, after the activation and before it', () => {
    const tanh = { name: 'tanh', parameters: {} };
    const [low, high] = zonesOf(tanh, 'after');
    expect(high?.from).toBe(-(low?.to ?? 0));
    expect(Math.tanh(zonesOf(tanh, 'before')[1]?.from ?? 0)).toBeCloseTo(high?.from ?? NaN, 9);
    expect(zonesOf({ name: 'relu', parameters: {} }, 'before')).toEqual([
      { name: 'silent', from: -Infinity, to: 0 },
    ]);
    expect(zonesOf(undefined, 'after')).toEqual([]);
  });
});
