import { describe, expect, it } from 'vitest';
import { chartsOf, plotOf, textOf } from '../../../../webview/model/charts';
import { manifestOf, sceneOf } from './scenes';
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
    const [mean, ...others] = plotOf(sceneOf(manifest, series), 'loss', 500).traces;
    expect(others).toEqual([]);
    expect(mean?.points.map(({ y }) => y)).toEqual([3, 1]);
    expect(mean?.band?.lows[0]?.y).toBeCloseTo(3 - Math.SQRT2, 5);
    const each = plotOf(sceneOf(manifest, series, { seedsAs: 'each' }), 'loss', 500).traces;
    expect(each.map(({ points }) => points.map(({ y }) => y))).toEqual([
      [2, 1],
      [4, 1],
    ]);
  });

  it('leaves out hidden initializers, seeds and splits', () => {
    const series = [loss('heNormal', 0, [2, 1]), loss('heNormal', 1, [4, 1]), loss('zeros', 0, [2.3, 2.3])];
    const shown = (state: object): readonly string[] =>
      plotOf(sceneOf(manifest, series, { seedsAs: 'each', ...state }), 'loss', 500).traces.map(
        ({ initializer, points }) => `${initializer} ${points[0]?.y.toFixed(1) ?? ''}`,
      );
    expect(shown({ hiddenInitializers: ['zeros'] })).toEqual(['heNormal 2.0', 'heNormal 4.0']);
    expect(shown({ hiddenSeeds: [0] })).toEqual(['heNormal 4.0']);
    expect(shown({ hiddenSplits: ['train'] })).toEqual([]);
  });

  it('draws a faint raw line under a smoothed one', () => {
    const scene = sceneOf(manifest, [loss('heNormal', 0, [2, 1, 2, 1])], { smoothing: 0.5 });
    const weights = plotOf(scene, 'loss', 500).traces.map(({ weight }) => weight);
    expect(weights).toEqual(['raw', 'smooth']);
  });

  it('marks where a series stops being finite, at its last finite value', () => {
    const plot = plotOf(sceneOf(manifest, [loss('zeros', 0, [2, 5, Number.NaN, Number.NaN])]), 'loss', 500);
    expect(plot.marks).toEqual([{ initializer: 'zeros', x: 2, y: 5 }]);
    expect(plot.notes).toContain('× zeros NaN from step 2');
    expect(plot.traces[0]?.points[2]?.y).toBeNaN();
  });

  it('says how many values a log axis cannot show', () => {
    const scene = sceneOf(manifest, [loss('zeros', 0, [1, 0, -1])], { logScale: { loss: true } });
    const plot = plotOf(scene, 'loss', 500);
    expect(plot.notes).toContain('2 values ≤ 0 not shown (zeros)');
    expect(plot.traces[0]?.points.filter(({ y }) => y <= 0)).toEqual([]);
  });

  it('says when points are left out', () => {
    const values = Array.from({ length: 5000 }, (_, step) => Math.sin(step));
    const [note] = plotOf(sceneOf(manifest, [loss('zeros', 0, values)]), 'loss', 100).notes;
    expect(note).toMatch(/^\d+ of 5 000 points drawn/);
  });

  it('reads every initializer at the nearest step', () => {
    const series = [loss('heNormal', 0, [2, 1]), loss('heNormal', 1, [4, 3]), loss('zeros', 0, [2.3, 2.3])];
    const reading = plotOf(sceneOf(manifest, series), 'loss', 500).read(0.8);
    expect(reading?.heading).toBe('Step 1 · epoch 0.10');
    expect(reading?.rows.map(({ initializer, cells }) => [initializer, cells[0]])).toEqual([
      ['heNormal', '2.0 ± 1.4'],
      ['zeros', '2.300'],
    ]);
  });

  it('places points by epoch and by time', () => {
    const xs = (xAxis: 'epoch' | 'time'): readonly number[] =>
      plotOf(sceneOf(manifest, [loss('zeros', 0, [1, 1, 1])], { xAxis }), 'loss', 500).traces[0]?.points.map(
        ({ x }) => x,
      ) ?? [];
    expect(xs('epoch')).toEqual([0, 0.1, 0.2]);
    expect(xs('time')).toEqual([0, 1, 2]);
  });

  it('moves from point to point and stops at the ends', () => {
    const { move } = plotOf(sceneOf(manifest, [loss('zeros', 0, [1, 1, 1])]), 'loss', 500);
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
    const plot = plotOf(sceneOf(manifest, series), 'varianceByLayer', 500);
    expect(plot.x).toMatchObject({ categories: ['dense_1', 'dense_2'] });
    expect(plot.traces[0]?.points.map(({ y }) => y)).toEqual([3, 4]);
  });

  it('shows an earlier probe when asked', () => {
    const plot = plotOf(sceneOf(manifest, series, { probeStep: 0 }), 'varianceByLayer', 500);
    expect(plot.traces[0]?.points.map(({ y }) => y)).toEqual([1, 2]);
  });

  it('says which layers a log axis cannot show', () => {
    const plot = plotOf(sceneOf(manifest, series), 'varianceByLayer', 500);
    expect(plot.notes).toContain('Values ≤ 0 not shown (zeros: dense_1)');
  });

  it('tells dead units with their share', () => {
    const scene = sceneOf(manifest, [
      probe('zeros', 'dead_units/dense_1', [[0, 32]]),
      probe('zeros', 'dead_fraction/dense_1', [[0, 1]]),
    ]);
    const reading = plotOf(scene, 'deadByLayer', 500).read(0);
    expect(reading?.heading).toBe('dense_1 · 32 units · latest probe');
    expect(reading?.rows).toEqual([{ initializer: 'zeros', cells: ['32 (100.0 %)'] }]);
  });
});

describe('what is shown', () => {
  it('has no accuracy for a regression', () => {
    const { experiment } = manifest;
    const training = { ...experiment.training, loss: 'meanSquaredError' as const };
    const regression = { ...manifest, experiment: { ...experiment, training } };
    expect(chartsOf(sceneOf(regression, []))).not.toContain('accuracy');
  });

  it('names the layer picked, and says why a chart is empty', () => {
    const series = [
      probe('heNormal', 'dead_units/dense_1', [[0, 1]]),
      probe('heNormal', 'activation_variance/dense_3', [[0, 1]]),
    ];
    expect(textOf(sceneOf(manifest, series), 'deadOverSteps').title).toBe('Dead ReLUs of dense_1');
    const scene = sceneOf(manifest, series, { layer: 'dense_3' });
    expect(plotOf(scene, 'deadOverSteps', 500).empty).toContain('dense_3');
  });

  it('waits for values while the run goes on', () => {
    const waiting = sceneOf({ ...manifest, state: 'running' }, []);
    expect(plotOf(waiting, 'loss', 500).empty).toBe('Waiting for the first values…');
  });
});
