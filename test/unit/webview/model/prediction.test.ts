import { describe, expect, test } from 'vitest';
import { chartOf, linesOf, manifestOf, sceneOf, ysOf } from './scenes';

const prediction = {
  heNormal: { dense_1: { activation_variance: 0.5 }, dense_2: { activation_variance: 0.4 } },
  zeros: { dense_1: { activation_variance: 0 }, dense_2: { activation_variance: null } },
};
const measured = (
  initializer: string,
  layer: string,
  value: number,
  later: number,
): Parameters<typeof sceneOf>[1][number] => [
  [initializer, 1],
  'probe',
  `activation_variance/${layer}`,
  [
    [0, value],
    [10, later],
  ],
];
const series = [
  measured('heNormal', 'dense_1', 0.52, 0.9),
  measured('heNormal', 'dense_2', 0.4, 1.2),
  measured('zeros', 'dense_1', 0, 0),
];
const scene = (with_: object = { prediction }): ReturnType<typeof sceneOf> =>
  sceneOf(manifestOf(['heNormal', 'zeros'], [1], with_), series, { layer: 'dense_1' });

describe('the prediction', () => {
  test('is drawn over depth behind what was measured', () => {
    const predicted = linesOf(scene(), 'byDepth', 100).traces.filter(({ weight }) => weight === 'predicted');
    expect(predicted.map(({ initializer }) => initializer)).toEqual(['heNormal', 'zeros']);
    expect(ysOf(predicted[0]).slice(0, 2)).toEqual([0.5, 0.4]);
    // nothing to draw where theory found infinity
    expect(ysOf(predicted[1]).slice(0, 2)).toEqual([0, Number.NaN]);
  });

  test('stays level over the steps while training drifts away', () => {
    const predicted = linesOf(scene(), 'overSteps', 100).traces.filter(
      ({ weight }) => weight === 'predicted',
    );
    expect(predicted).toMatchObject([
      { initializer: 'heNormal', points: { xs: Float64Array.of(0, 10), ys: Float64Array.of(0.5, 0.5) } },
      { initializer: 'zeros', points: { ys: Float64Array.of(0, 0) } },
    ]);
  });

  test('tells by how much step 0 differed, whatever step is shown', () => {
    const reading = linesOf(scene(), 'byDepth', 100).read(0);
    expect(reading?.columns).toEqual(['Activation variance', 'Predicted for step 0']);
    expect(reading?.rows[0]?.cells).toEqual(['0.9000', '0.5000, measured 4 % above']);
    expect(linesOf(scene(), 'byDepth', 100).read(1)?.rows[0]?.cells[1]).toBe('0.4000, as measured');
  });

  test('says of which layers it counts weights that were taken over', () => {
    expect(chartOf(scene(), 'byDepth').hint).toMatch(/Dashed: predicted before training\.$/);
    const { experiment } = manifestOf(['heNormal', 'zeros'], [1]);
    const transfer = { from: 'other', checkpoint: 'last', layers: { dense_1: 'dense_1' } } as const;
    const taken = scene({ prediction, experiment: { ...experiment, transfer } });
    expect(chartOf(taken, 'byDepth').hint).toMatch(
      /weights taken over \(dense_1\) by mean and variance alone\.$/,
    );
  });

  test('is not spoken of in runs that have none', () => {
    const plot = linesOf(scene({}), 'byDepth', 100);
    expect(plot.traces.some(({ weight }) => weight === 'predicted')).toBe(false);
    expect(plot.read(0)?.columns).toEqual(['Activation variance']);
  });
});
