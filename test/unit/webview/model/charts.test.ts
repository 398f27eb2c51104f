import { describe, expect, it } from 'vitest';
import { chartsOf } from '../../../../webview/model/charts';
import type { HeatPlot } from '../../../../webview/model/plot';
import { chartOf, linesOf, manifestOf, sceneOf, ysOf } from './scenes';
import type { Written } from './scenes';

const manifest = manifestOf(['heNormal', 'zeros'], [0, 1]);
const loss = (initializer: string, seed: number, values: readonly number[]): Written => [
  [initializer, seed],
  'train',
  'loss',
  values.map((value, step) => [step, value]),
];
const probe = (initializer: string, tag: string, points: readonly (readonly [number, number])[]): Written => [
  [initializer, 0],
  'probe',
  tag,
  points,
];

describe('charts over steps', () => {
  it('draws the mean over seeds in a band, or a thin line for each', () => {
    const series = [loss('heNormal', 0, [2, 1]), loss('heNormal', 1, [4, 1])];
    const [mean, ...others] = linesOf(sceneOf(manifest, series), 'loss', 500).traces;
    expect(others).toEqual([]);
    expect(ysOf(mean)).toEqual([3, 1]);
    expect(mean?.band?.lows.ys[0]).toBeCloseTo(3 - Math.SQRT2, 5);
    const each = linesOf(sceneOf(manifest, series, { seedsAs: 'each' }), 'loss', 500).traces;
    expect(each.map(ysOf)).toEqual([
      [2, 1],
      [4, 1],
    ]);
  });

  it('leaves out hidden initializers, seeds and splits', () => {
    const series = [loss('heNormal', 0, [2, 1]), loss('heNormal', 1, [4, 1]), loss('zeros', 0, [2.3, 2.3])];
    const shown = (state: object): readonly string[] =>
      linesOf(sceneOf(manifest, series, { seedsAs: 'each', ...state }), 'loss', 500).traces.map(
        ({ initializer, points }) => `${initializer} ${points.ys[0]?.toFixed(1) ?? ''}`,
      );
    expect(shown({ hiddenInitializers: ['zeros'] })).toEqual(['heNormal 2.0', 'heNormal 4.0']);
    expect(shown({ hiddenSeeds: [0] })).toEqual(['heNormal 4.0']);
    expect(shown({ hiddenSplits: ['train'] })).toEqual([]);
  });

  it('draws a faint raw line under a smoothed one', () => {
    const scene = sceneOf(manifest, [loss('heNormal', 0, [2, 1, 2, 1])], { smoothing: 0.5 });
    const weights = linesOf(scene, 'loss', 500).traces.map(({ weight }) => weight);
    expect(weights).toEqual(['raw', 'smooth']);
  });

  it('marks where a series stops being finite, at its last finite value', () => {
    const plot = linesOf(sceneOf(manifest, [loss('zeros', 0, [2, 5, Number.NaN, Number.NaN])]), 'loss', 500);
    expect(plot.marks).toEqual([{ initializer: 'zeros', x: 2, y: 5 }]);
    expect(plot.notes).toContain('× zeros NaN from step 2');
    expect(plot.traces[0]?.points.ys[2]).toBeNaN();
  });

  it('says whose values a log axis has no place for', () => {
    const scene = sceneOf(manifest, [loss('zeros', 0, [1, 0, -1]), loss('heNormal', 0, [1, 1])], {
      logScale: { loss: true },
    });
    expect(linesOf(scene, 'loss').notes).toContain('Values ≤ 0 lie on the bottom edge (zeros)');
  });

  it('begins with a log scale where one initializer is extreme, unless told otherwise', () => {
    const calm = [loss('heNormal', 0, [2.3, 0.01])];
    expect(chartOf(sceneOf(manifest, [...calm, loss('zeros', 0, [20, 2])]), 'loss').log).toBe(false);
    const wild = [...calm, loss('zeros', 0, [200, Number.NaN])];
    expect(chartOf(sceneOf(manifest, wild), 'loss').log).toBe(true);
    expect(chartOf(sceneOf(manifest, wild, { logScale: { loss: false } }), 'loss').log).toBe(false);
    expect(chartOf(sceneOf(manifest, wild, { hiddenInitializers: ['zeros'] }), 'loss').log).toBe(false);
  });

  it('draws the part that is zoomed into, with all its points', () => {
    const values = Array.from({ length: 5000 }, (_, step) => Math.sin(step));
    const scene = sceneOf(manifest, [loss('zeros', 0, values)], { zoom: { step: [1000, 1100] } });
    const { x, traces, notes } = linesOf(scene, 'loss', 100);
    expect(x.range).toEqual([1000, 1100]);
    // and a point on each side, to which the line leads
    expect([...(traces[0]?.points.xs ?? [])]).toEqual(Array.from({ length: 103 }, (_, i) => 999 + i));
    expect(notes).toEqual(['Zoomed in: double-click or press 0 to see all']);
  });

  it('selects the step under a click for every tab', () => {
    const scene = sceneOf(manifest, [loss('zeros', 0, [1, 1, 1])]);
    expect(linesOf(scene, 'loss').pick?.(1.2, 0)(scene.state).step).toBe(1);
  });

  it('gives every value as a table', () => {
    const series = [loss('heNormal', 0, [2, 1]), loss('heNormal', 1, [4]), loss('zeros', 0, [2.5])];
    expect(linesOf(sceneOf(manifest, series, { hiddenSplits: ['validation'] }), 'loss').table()).toEqual({
      columns: ['Step', 'Epoch', 'heNormal, seed 0', 'heNormal, seed 1', 'zeros, seed 0'],
      rows: [
        [0, 0, 2, 4, 2.5],
        [1, 0.1, 1, undefined, undefined],
      ],
    });
  });

  it('says when points are left out', () => {
    const values = Array.from({ length: 5000 }, (_, step) => Math.sin(step));
    const [note] = linesOf(sceneOf(manifest, [loss('zeros', 0, values)]), 'loss', 100).notes;
    expect(note).toMatch(/^\d+ of 5,000 points drawn/);
  });

  it('reads every initializer at the nearest step', () => {
    const series = [loss('heNormal', 0, [2, 1]), loss('heNormal', 1, [4, 3]), loss('zeros', 0, [2.3, 2.3])];
    const reading = linesOf(sceneOf(manifest, series), 'loss', 500).read(0.8);
    expect(reading?.heading).toBe('Step 1 · epoch 0.10');
    expect(reading?.rows.map(({ initializer, cells }) => [initializer, cells[0]])).toEqual([
      ['heNormal', '2.0 ± 1.4'],
      ['zeros', '2.300'],
    ]);
  });

  it('places points by epoch and by time', () => {
    const xs = (xAxis: 'epoch' | 'time'): readonly number[] => {
      const scene = sceneOf(manifest, [loss('zeros', 0, [1, 1, 1])], { xAxis });
      return [...(linesOf(scene, 'loss', 500).traces[0]?.points.xs ?? [])];
    };
    expect(xs('epoch')).toEqual([0, 0.1, 0.2]);
    expect(xs('time')).toEqual([0, 1, 2]);
  });

  it('moves from point to point and stops at the ends', () => {
    const { move } = linesOf(sceneOf(manifest, [loss('zeros', 0, [1, 1, 1])]), 'loss', 500);
    expect(move(undefined, 1)).toBe(0);
    expect(move(0, 1)).toBe(1);
    expect(move(2, 1)).toBe(2);
    expect(move(undefined, -1)).toBe(2);
  });
});

describe('charts over layers', () => {
  const series = [
    probe('heNormal', 'activation_variance/dense_2', [
      [0, 2],
      [10, 4],
    ]),
    probe('heNormal', 'activation_variance/dense_1', [
      [0, 1],
      [10, 3],
    ]),
    probe('zeros', 'activation_variance/dense_1', [[0, 0]]),
  ];

  it('shows the latest probe in the order of the model', () => {
    const plot = linesOf(sceneOf(manifest, series), 'byDepth', 500);
    expect(plot.x).toMatchObject({ categories: ['dense_1', 'dense_2'] });
    expect(ysOf(plot.traces[0])).toEqual([3, 4]);
  });

  it('shows an earlier probe when asked', () => {
    const plot = linesOf(sceneOf(manifest, series, { step: 0 }), 'byDepth', 500);
    expect(ysOf(plot.traces[0])).toEqual([1, 2]);
  });

  it('says which layers a log axis has no place for', () => {
    const plot = linesOf(sceneOf(manifest, series), 'byDepth', 500);
    expect(plot.notes).toContain('Values ≤ 0 lie on the bottom edge (zeros: dense_1)');
  });

  it('selects the layer under a click for every tab', () => {
    const scene = sceneOf(manifest, series);
    expect(linesOf(scene, 'byDepth').pick?.(0.8, 0)(scene.state).layer).toBe('dense_2');
  });

  it('compares kernels where the statistic is of weights', () => {
    const weights = [
      probe('heNormal', 'gradient_norm/dense_1/bias', [[0, 7]]),
      probe('heNormal', 'gradient_norm/dense_1/kernel', [[0, 3]]),
    ];
    const plot = linesOf(sceneOf(manifest, weights, { measure: 'gradientNorm' }), 'byDepth');
    expect(plot.x).toMatchObject({ categories: ['dense_1'] });
    expect(ysOf(plot.traces[0])).toEqual([3]);
  });

  it('piles dead units up and tells their shares', () => {
    const scene = sceneOf(manifest, [
      probe('zeros', 'dead_units/dense_1', [[0, 32]]),
      probe('zeros', 'dead_units/dense_2', [[0, 8]]),
    ]);
    const plot = chartOf(scene, 'dead').plot(500);
    expect(plot.kind === 'bars' && plot.bars.map(({ pieces }) => pieces.map(({ value }) => value))).toEqual([
      [],
      [32, 8],
    ]);
    expect(plot.read(1)).toMatchObject({
      heading: 'zeros · latest probe',
      rows: [
        { name: 'dense_1', cells: ['32', '100.0 %'] },
        { name: 'dense_2', cells: ['8', '25.0 %'] },
        { name: 'All layers', cells: ['40', '62.5 %'] },
      ],
    });
  });
});

describe('heatmaps', () => {
  const heat = (initializer: number, series: readonly Written[], state = {}): HeatPlot => {
    const plot = chartOf(sceneOf(manifest, series, state), `heat-${initializer}`).plot(500);
    if (plot.kind !== 'heat') throw new Error(plot.kind);
    return plot;
  };
  const series = [
    probe('heNormal', 'activation_variance/dense_1', [
      [0, 1],
      [10, 3],
    ]),
    probe('heNormal', 'activation_variance/dense_2', [[10, Number.NaN]]),
    probe('zeros', 'activation_variance/dense_1', [[0, 1e-6]]),
  ];

  it('has a cell for each layer and probe, half way to its neighbours', () => {
    expect(heat(0, series).columns).toEqual([
      { from: 0, to: 5, values: [1, undefined] },
      { from: 5, to: 10, values: [3, Number.NaN] },
    ]);
    expect(heat(0, series).notes).toEqual(['× NaN or ∞']);
  });

  it('shares its colours with the other initializers that are shown', () => {
    expect(heat(0, series).colours).toMatchObject({ log: true, max: 3 });
    expect(heat(0, series).colours.min).toBeCloseTo(1e-6, 12);
    expect(heat(0, series, { hiddenInitializers: ['zeros'] }).colours.min).toBe(1);
  });

  it('selects step and layer together', () => {
    const scene = sceneOf(manifest, series);
    expect(heat(0, series).pick?.(7, 1)(scene.state)).toMatchObject({ step: 10, layer: 'dense_2' });
  });
});

describe('what is shown', () => {
  it('has no accuracy for a regression', () => {
    const { experiment } = manifest;
    const training = { ...experiment.training, loss: 'meanSquaredError' as const };
    const regression = { ...manifest, experiment: { ...experiment, training } };
    expect(chartsOf(sceneOf(regression, []), 'overview').map(({ id }) => id)).toEqual(['loss']);
  });

  it('names the layer picked, and says why a chart is empty', () => {
    const series = [
      probe('heNormal', 'dead_units/dense_1', [[0, 1]]),
      probe('heNormal', 'dead_fraction/dense_1', [[0, 1]]),
      probe('heNormal', 'activation_variance/dense_3', [[0, 1]]),
    ];
    const measure = 'dead';
    expect(chartOf(sceneOf(manifest, series, { measure }), 'overSteps').title).toBe('Dead units of dense_1');
    const scene = sceneOf(manifest, series, { measure, layer: 'dense_3' });
    expect(linesOf(scene, 'overSteps').empty).toContain('dense_3');
  });

  it('waits for values while the run goes on', () => {
    const waiting = sceneOf({ ...manifest, state: 'running' }, []);
    expect(linesOf(waiting, 'loss').empty).toBe('Waiting for the first values…');
  });
});
